import type { JsonValue, NodeId } from '../../arkui/tree.js';
import { Drawing } from '../drawing/Drawing.js';
import type { Surface, ViewNode } from '../drawing/ViewNode.js';
import {
  ButtonDrawing,
  LoadingDrawing,
  ProgressDrawing,
  SelectDrawing,
  SliderDrawing,
  ToggleDrawing,
} from './controls.js';
import { GroupDrawing } from './GroupDrawing.js';
import {
  BadgeDrawing,
  BlankDrawing,
  DividerDrawing,
  FlexDrawing,
  GridColDrawing,
  GridDrawing,
  GridRowDrawing,
  LinearDrawing,
  StackDrawing,
} from './layout.js';
import { NavDestinationDrawing, NavigationDrawing } from './navigation.js';
import { DialogDrawing, MenuDrawing, SheetDrawing, ToastDrawing } from './overlays.js';
import { ListDrawing, ListItemDrawing, ListItemGroupDrawing, ScrollDrawing } from './scrolling.js';
import { TabContentDrawing, TabsDrawing } from './tabs.js';
import { ImageDrawing, SpanDrawing, SymbolDrawing, TextDrawing } from './text.js';
import { TextInputDrawing } from './textInput.js';

type DrawingType = new (node: ViewNode, surface: Surface) => Drawing;

const DRAWINGS: Readonly<Record<string, DrawingType>> = {
  $Root: Drawing,
  $Page: Drawing,
  $Dialog: DialogDrawing,
  $Menu: MenuDrawing,
  $Popup: MenuDrawing,
  $Sheet: SheetDrawing,
  $Toast: ToastDrawing,
  Badge: BadgeDrawing,
  Blank: BlankDrawing,
  Button: ButtonDrawing,
  Checkbox: ToggleDrawing,
  Column: LinearDrawing,
  Divider: DividerDrawing,
  Flex: FlexDrawing,
  Grid: GridDrawing,
  GridCol: GridColDrawing,
  GridItem: StackDrawing,
  GridRow: GridRowDrawing,
  Image: ImageDrawing,
  ImageSpan: ImageDrawing,
  List: ListDrawing,
  ListItem: ListItemDrawing,
  ListItemGroup: ListItemGroupDrawing,
  LoadingProgress: LoadingDrawing,
  NavDestination: NavDestinationDrawing,
  Navigation: NavigationDrawing,
  Progress: ProgressDrawing,
  Radio: ToggleDrawing,
  Refresh: Drawing,
  RelativeContainer: StackDrawing,
  Row: LinearDrawing,
  Scroll: ScrollDrawing,
  Search: TextInputDrawing,
  Select: SelectDrawing,
  SideBarContainer: Drawing,
  Slider: SliderDrawing,
  Span: SpanDrawing,
  Stack: StackDrawing,
  SymbolGlyph: SymbolDrawing,
  SymbolSpan: SymbolDrawing,
  TabContent: TabContentDrawing,
  Tabs: TabsDrawing,
  Text: TextDrawing,
  TextArea: TextInputDrawing,
  TextInput: TextInputDrawing,
  Toggle: ToggleDrawing,
};

class MountedNode implements ViewNode {
  readonly id: NodeId;
  readonly type: string;
  props: Record<string, JsonValue>;
  parent: ViewNode | undefined;
  children: ViewNode[] = [];
  readonly drawing: Drawing;

  constructor(node: { id: NodeId; type: string; props: Record<string, JsonValue> }, surface: Surface) {
    this.id = node.id;
    this.type = node.type;
    this.props = node.props;
    this.drawing = new (DRAWINGS[node.type] ?? GroupDrawing)(this, surface);
  }
}

/** A node with its drawing, not yet drawn; what has no drawing of its own groups its children. */
export function createDrawing(
  node: { id: NodeId; type: string; props: Record<string, JsonValue> },
  surface: Surface,
): ViewNode {
  return new MountedNode(node, surface);
}

import type { WifiDialog, WifiService } from '../../wifi/WifiApi.js';
import type { SystemDialog } from '../DeviceView.js';
import { connectionRequestTexts, permissionTexts } from './systemTexts.js';

interface PermissionQuestion {
  id: string;
  names: readonly string[];
  answer: (isGranted: boolean) => void;
}

const WIFI_PREFIX = 'wifi-';

/** The dialogs on a device's screen that are the system's: connection requests and questions for permissions. */
export class SystemDialogs {
  private questions: PermissionQuestion[] = [];
  private nextId = 1;

  constructor(private readonly wifi: WifiService, private readonly onChange: () => void) {}

  /** Oldest first within each kind; questions of the application lie on top. */
  list(locale: string, applicationLabel: string): SystemDialog[] {
    return [
      ...this.wifi.dialogs.map(dialog => connectionRequest(dialog, locale)),
      ...this.questions.map((question): SystemDialog => ({
        id: question.id,
        kind: 'permission',
        ...permissionTexts(question.names, applicationLabel, locale),
      })),
    ];
  }

  askForPermission(names: readonly string[]): Promise<boolean> {
    return new Promise(resolve => {
      this.questions.push({ id: `permission-${this.nextId++}`, names, answer: resolve });
      this.onChange();
    });
  }

  /** A dialog that is gone already is ignored. */
  answer(id: string, isAccepted: boolean): void {
    if (id.startsWith(WIFI_PREFIX)) {
      this.wifi.answerDialog(Number(id.slice(WIFI_PREFIX.length)), isAccepted);
      return;
    }
    const question = this.questions.find(one => one.id === id);
    if (question !== undefined) {
      this.questions = this.questions.filter(one => one !== question);
      question.answer(isAccepted);
      this.onChange();
    }
  }

  /** The application is gone, and its questions with it: nobody decided anything. */
  withdrawQuestions(): void {
    this.questions = [];
    this.onChange();
  }
}

function connectionRequest(dialog: WifiDialog, locale: string): SystemDialog {
  return { id: `${WIFI_PREFIX}${dialog.id}`, kind: 'connectionRequest', ...connectionRequestTexts(dialog, locale) };
}

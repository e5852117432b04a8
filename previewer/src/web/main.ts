import './styles/theme.css';
import './styles/layout.css';
import './styles/components.css';
import './styles/inputs.css';
import './styles/navigation.css';
import './styles/overlays.css';
import './styles/phone.css';
import './styles/page.css';
import './styles/panel.css';
import { LabPage } from './page/LabPage.js';

const main = document.querySelector('main');
if (main !== null) {
  new LabPage(main);
}

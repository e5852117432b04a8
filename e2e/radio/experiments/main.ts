import { rangeOf, questions, type Question } from './questions.js';
import { shell, Station } from './Station.js';
import { Transcript } from './Transcript.js';

const FOLDER = '/job/transcripts';

async function answer(question: Question, firstRadio: number): Promise<void> {
  const { file, text, radios, run } = question;
  const transcript = new Transcript(`${FOLDER}/${file}.txt`, text);
  const stations = Array.from({ length: radios }, (_, index) =>
    new Station(String.fromCharCode(65 + index), firstRadio + index, `${file}-${index}`, transcript));
  for (const station of stations) {
    await station.start();
    await station.setRange(rangeOf(firstRadio));
  }
  try {
    await run(stations, transcript);
    transcript.note('end');
  } catch (error) {
    transcript.note(`broken off: ${String(error)}`);
  }
  stations.forEach(station => station.stop());
}

let next = 0;
const planned = questions.map(question => {
  const firstRadio = next;
  next += question.radios;
  return { question, firstRadio };
});
await shell(`mkdir -p ${FOLDER} && modprobe mac80211_hwsim radios=${next} channels=2`);
const inBackground = planned.filter(({ question }) => question.isSlow === true)
  .map(({ question, firstRadio }) => answer(question, firstRadio));
for (const { question, firstRadio } of planned.filter(({ question: { isSlow } }) => isSlow !== true)) {
  await answer(question, firstRadio);
}
await Promise.all(inBackground);
process.exit(0);

// What the reader's own pages need to know of the whole guide: its questions, without their keys, and its pages. Fetched when it is
// first needed, as a script, because files cannot be fetched from file://. `_question_data` in sitedata.py says what is in it.
import { lateScript } from "./site-root.js";

let loading = null;

/** @returns {Promise<{questions: object[], retired: string[], entries: object[]}>} */
export function guideData() {
  loading ??= new Promise((resolve, reject) => {
    window.studyguideQuestions = resolve;
    lateScript("questions.js").catch((error) => {
      loading = null;
      reject(error);
    });
  });
  return loading;
}

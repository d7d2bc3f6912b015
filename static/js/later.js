// The questions of the front page stand far below its top: what makes them work is fetched when they come near.
import { root } from "./site-root.js";

export function mountLater(questions) {
  const observer = new IntersectionObserver(
    (seen) => {
      if (!seen.some((one) => one.isIntersecting)) return;
      observer.disconnect();
      document.head.append(Object.assign(document.createElement("script"), { src: `${root}static/quiz.js` }));
    },
    { rootMargin: "100% 0%" },
  );
  for (const question of questions) observer.observe(question);
}

/** Runs before the first paint, so that a pinned theme never flashes the other one. The key is `theme.ts`'s. */
export const THEME_SCRIPT = `try{var t=localStorage.getItem("sluice-theme");if(t==="light"||t==="dark")document.documentElement.dataset.theme=t}catch(e){}`;

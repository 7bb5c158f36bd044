/** Makes the page a little nicer where scripts run: one submission per click, and the error summary is read out at once. */
export const script = `
(()=>{let sent=false;
addEventListener('submit',(event)=>{if(sent)event.preventDefault();sent=true;setTimeout(()=>{sent=false},4000)});
addEventListener('pageshow',()=>{sent=false});
document.querySelector('[data-focus]')?.focus()})()
`;

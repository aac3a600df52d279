// What the rows of the page ask of it: intents, and to wait until the machine stands.
/** Of a page that is open at the workbench. */
export function workbench(page) {
  return {
    idle: () => page.wait(() => {
      const view = window.Faultline.session.view();
      return view.guide.compiles.length === 0 && view.guide.state !== 'preparing' && !view.transport.busy;
    }, 'the machine'),
    dispatch: (intent) => page.run((one) => window.Faultline.session.dispatch(one), intent),
  };
}

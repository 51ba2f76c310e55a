// Widgets that Decap does not have: a day with or without a time, a text with suggestions, and Markdown
// as it is written.

/** Register the widgets. */
export function registerWidgets(CMS, hub) {
  const { createClass, h } = window;
  CMS.registerWidget({ name: "hub-moment", controlComponent: moment(createClass, h, hub.words) });
  CMS.registerWidget({ name: "hub-text", controlComponent: text(createClass, h) });
  CMS.registerWidget({ name: "hub-suggestions", controlComponent: suggestions(createClass, h) });
  CMS.registerWidget({ name: "hub-reference", controlComponent: references(createClass, h) });
}

// A day and, if need be, a time, in the form in which hubgen writes them: `2024-11-13 14:00`. Without
// a time it is a whole day. What was written in another form stays a text until its editor changes it.
function moment(createClass, h, words) {
  return createClass({
    change(day, time) {
      this.props.onChange(day && time ? `${day} ${time}` : day);
    },
    render() {
      const { value, forID, field, classNameWrapper, setActiveStyle, setInactiveStyle } = this.props;
      const said = value ?? "";
      const found = /^(\d{4}-\d\d-\d\d)?(?:[ T](\d\d:\d\d))?$/.exec(said);
      const focus = { onFocus: setActiveStyle, onBlur: setInactiveStyle };
      if (!found) {
        const onChange = (event) => this.props.onChange(event.target.value);
        return h("input", { type: "text", id: forID, className: classNameWrapper, value: said, onChange, ...focus });
      }
      const [, day = "", time = ""] = found;
      const days = h("input", {
        type: "date", id: forID, value: day, "aria-label": `${field.get("label")}: ${words.day}`,
        onChange: (event) => this.change(event.target.value, time), ...focus,
      });
      const times = h("input", {
        type: "time", value: time, "aria-label": `${field.get("label")}: ${words.time}`, disabled: !day,
        onChange: (event) => this.change(day, event.target.value), ...focus,
      });
      const withTime = field.get("with_time");
      return h("div", { className: `${classNameWrapper} hub-moment` }, days, withTime ? times : null);
    },
  });
}

// A text of several lines. The browser has it, and Decap only hears of it: on a slow machine Decap's own
// widget puts back what was there before the last letters.
function text(createClass, h) {
  const rows = (said) => Math.min(Math.max(said.split("\n").length + 2, 6), 40);
  return createClass({
    componentDidUpdate() {
      const said = this.props.value ?? "";
      if (document.activeElement !== this.area && this.area.value !== said) this.area.value = said;
    },
    render() {
      const { value, forID, onChange, classNameWrapper, setActiveStyle, setInactiveStyle } = this.props;
      return h("textarea", {
        id: forID, className: classNameWrapper, defaultValue: value ?? "", rows: rows(value ?? ""),
        ref: (area) => { this.area = area; },
        onChange: (event) => onChange(event.target.value), onFocus: setActiveStyle, onBlur: setInactiveStyle,
      });
    },
  });
}

// A text for which there are suggestions; any other may be written too.
function suggestions(createClass, h) {
  return createClass({
    render() {
      const list = this.props.field.get("suggestions").toArray();
      return suggesting(h, this.props, list.map((one) => ({ value: one, label: "" })));
    },
  });
}

// A page of one of several kinds, by its slug or by folder and slug.
function references(createClass, h) {
  return createClass({
    getInitialState() {
      return { pages: [] };
    },
    async componentDidMount() {
      const { field, query, forID } = this.props;
      for (const folder of field.get("collections")) {
        const { payload } = await query(forID, folder, ["title"], "");
        const pages = (payload?.hits ?? []).map(({ data }) => ({
          value: folder === field.get("bare") ? data.hub_slug : `${folder}/${data.hub_slug}`,
          label: data.title,
        }));
        if (this.gone) return;
        this.setState(({ pages: before }) => ({ pages: [...before, ...pages] }));
      }
    },
    componentWillUnmount() {
      this.gone = true;
    },
    render() {
      return suggesting(h, this.props, this.state.pages);
    },
  });
}

function suggesting(h, { value, forID, onChange, classNameWrapper, setActiveStyle, setInactiveStyle }, list) {
  const name = `${forID}-suggestions`;
  const options = list.map((one) => h("option", { key: one.value, value: one.value }, one.label));
  const input = h("input", {
    type: "text", id: forID, className: classNameWrapper, value: value ?? "", list: name, autoComplete: "off",
    onChange: (event) => onChange(event.target.value), onFocus: setActiveStyle, onBlur: setInactiveStyle,
  });
  return h("div", {}, input, h("datalist", { id: name }, options));
}

/* Reads iCalendar files as the programs that are built on libical do.
 *
 * usage: restrictions FILE...
 *
 * Prints a line of JSON for each file: what libical finds wrong with it, and its events. Times are
 * instants in UTC, days are days. Local times are put in the zone that the file itself defines: a
 * zone is looked up in the calendar, where libical never puts one of its own, and the program says
 * so where the definition is not a part of that calendar.
 */

#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *separator;

static void print_string(const char *text)
{
    putchar('"');
    for (; text && *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\')
            printf("\\%c", c);
        else if (c < 0x20)
            printf("\\u%04x", c);
        else
            putchar(c);
    }
    putchar('"');
}

static void print_problem(const char *text)
{
    fputs(separator, stdout);
    separator = ", ";
    print_string(text);
}

static void print_field(const char *name, const char *text)
{
    printf(", \"%s\": ", name);
    print_string(text);
}

/* Says what the parser and the restrictions of RFC 5545 hold against a component and its parts. */
static void print_problems(icalcomponent *component)
{
    icalproperty *property;
    icalcomponent *part;

    for (property = icalcomponent_get_first_property(component, ICAL_ANY_PROPERTY); property;
         property = icalcomponent_get_next_property(component, ICAL_ANY_PROPERTY)) {
        if (icalproperty_isa(property) == ICAL_XLICERROR_PROPERTY)
            print_problem(icalproperty_get_value_as_string(property));
    }
    for (part = icalcomponent_get_first_component(component, ICAL_ANY_COMPONENT); part;
         part = icalcomponent_get_next_component(component, ICAL_ANY_COMPONENT))
        print_problems(part);
}

/* Prints when a property of an event is: a day, or an instant in UTC. */
static void print_time(const char *name, icalcomponent *calendar, icalproperty *property)
{
    struct icaltimetype time = icalvalue_get_datetime(icalproperty_get_value(property));
    icalparameter *parameter = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
    char text[64];

    if (parameter) {
        const char *tzid = icalparameter_get_tzid(parameter);
        icaltimezone *zone = icalcomponent_get_timezone(calendar, tzid);
        icalcomponent *definition = zone ? icaltimezone_get_component(zone) : NULL;

        if (!definition || icalcomponent_get_parent(definition) != calendar) {
            print_field(name, "a zone that the calendar does not define");
            return;
        }
        icaltime_adjust(&time, 0, 0, 0, -icaltimezone_get_utc_offset(zone, &time, NULL));
        time.zone = icaltimezone_get_utc_timezone();
    }
    if (time.is_date)
        snprintf(text, sizeof text, "%04d-%02d-%02d", time.year, time.month, time.day);
    else
        snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d%s", time.year, time.month,
                 time.day, time.hour, time.minute, time.second, icaltime_is_utc(time) ? "Z" : "");
    print_field(name, text);
}

static void print_event(icalcomponent *calendar, icalcomponent *event)
{
    icalproperty *status = icalcomponent_get_first_property(event, ICAL_STATUS_PROPERTY);

    printf("{\"sequence\": %d", icalcomponent_get_sequence(event));
    print_field("uid", icalcomponent_get_uid(event));
    print_time("start", calendar, icalcomponent_get_first_property(event, ICAL_DTSTART_PROPERTY));
    print_time("end", calendar, icalcomponent_get_first_property(event, ICAL_DTEND_PROPERTY));
    print_field("status", status ? icalproperty_get_value_as_string(status) : "");
    print_field("summary", icalcomponent_get_summary(event));
    print_field("description", icalcomponent_get_description(event));
    print_field("location", icalcomponent_get_location(event));
    putchar('}');
}

static char *read_file(const char *name)
{
    FILE *file = fopen(name, "rb");
    char *text = NULL;
    size_t size = 0;

    if (!file)
        return NULL;
    for (;;) {
        text = realloc(text, size + 65536);
        size_t got = fread(text + size, 1, 65535, file);
        size += got;
        if (got == 0)
            break;
    }
    text[size] = '\0';
    fclose(file);
    return text;
}

int main(int count, char **names)
{
    for (int i = 1; i < count; i++) {
        char *text = read_file(names[i]);
        icalcomponent *calendar = text ? icalparser_parse_string(text) : NULL;
        icalcomponent *event;

        if (!calendar || icalcomponent_isa(calendar) != ICAL_VCALENDAR_COMPONENT) {
            fprintf(stderr, "%s is not a calendar\n", names[i]);
            return 1;
        }
        printf("{\"problems\": [");
        separator = "";
        if (icalcomponent_count_errors(calendar) > 0)
            print_problem("the parser met errors");
        if (!icalrestriction_check(calendar))
            print_problem("the restrictions are not met");
        print_problems(calendar);
        printf("], \"events\": [");
        separator = "";
        for (event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); event;
             event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
            fputs(separator, stdout);
            separator = ", ";
            print_event(calendar, event);
        }
        puts("]}");
        icalcomponent_free(calendar);
        free(text);
    }
    return 0;
}

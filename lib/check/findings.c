// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * findings.c - the findings of a check
 */
#include "lib/check/findings.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/base/array.h"
#include "lib/base/escape.h"

static const char *const severities[] = {
	[SEVERITY_ERROR] = "error",
	[SEVERITY_WARNING] = "warning",
	[SEVERITY_NOTE] = "note",
};

void findings_add(struct findings *findings, const struct finding *finding)
{
	struct finding *list =
		array_grow(findings->list, findings->count, &findings->room, sizeof(*list));

	if (!list) {
		findings->no_memory = true;
		return;
	}
	findings->list = list;
	list[findings->count] = *finding;
	list[findings->count].place = findings->count;
	findings->count++;
}

void finding_say(struct finding *finding, const char *format, ...)
{
	char text[sizeof(finding->text)];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	escape_text(text, finding->text, sizeof(finding->text));
}

void finding_advise(struct finding *finding, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(finding->advice, sizeof(finding->advice), format, args);
	va_end(args);
}

static int finding_compare(const void *a, const void *b)
{
	const struct finding *left = a, *right = b;

	if (left->severity != right->severity)
		return left->severity < right->severity ? -1 : 1;
	if (left->tunnel_id != right->tunnel_id)
		return left->tunnel_id < right->tunnel_id ? -1 : 1;
	if (left->session_id != right->session_id)
		return left->session_id < right->session_id ? -1 : 1;
	return left->place < right->place ? -1 : left->place > right->place;
}

void findings_sort(struct findings *findings)
{
	if (findings->count)
		qsort(findings->list, findings->count, sizeof(*findings->list), finding_compare);
}

void findings_write(const struct findings *findings, struct output *out)
{
	size_t i;

	for (i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->list[i];

		output_begin(out);
		output_text(out, "%s:", severities[finding->severity]);
		if (finding->session_id)
			output_text(out, " session %u in", finding->session_id);
		if (finding->tunnel_id)
			output_text(out, " tunnel %u:", finding->tunnel_id);
		output_text(out, " %s%s%s\n", finding->text, finding->advice[0] ? "; " : "",
			    finding->advice);
		output_string(out, "severity", severities[finding->severity]);
		output_string(out, "code", finding->code);
		if (finding->tunnel_id)
			output_number(out, "tunnel_id", finding->tunnel_id);
		if (finding->session_id)
			output_number(out, "session_id", finding->session_id);
		output_string(out, "finding", finding->text);
		if (finding->advice[0])
			output_string(out, "advice", finding->advice);
		output_end(out);
	}
}

void findings_free(struct findings *findings)
{
	free(findings->list);
	*findings = (struct findings){ 0 };
}

/** What this site keeps its things in the browser under; the build puts in what mkdocs.yml says. */

export const NAME = "{{ config.extra.short_name or 'workbook' }}";

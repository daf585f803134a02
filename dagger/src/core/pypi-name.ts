/**
 * A name of PyPI's in the one form that all its spellings have, `zope-interface`: what tools write is
 * `Zope.Interface`, `zope_interface` or that.
 * https://packaging.python.org/en/latest/specifications/name-normalization/
 */
export const pypiName = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, "-");

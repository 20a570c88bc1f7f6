using System.Text.RegularExpressions;

namespace Sluice.Protocol.Markup;

/// <summary>Where in a growing answer the JSON of a call begins, so that a server can hold it to a schema from there on.</summary>
/// <param name="Pattern">Matches what stands before, up to the end of what is written; a group "json" has what is written of the JSON, a group "name" the function's name.</param>
/// <param name="Form">What has to follow.</param>
public sealed record CallPattern(Regex Pattern, CallForm Form);

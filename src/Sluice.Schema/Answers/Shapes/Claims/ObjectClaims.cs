using Sluice.Schema.Loading;
using Sluice.Schema.Patterns;

namespace Sluice.Schema.Answers.Shapes.Claims;

/// <summary>The object has a key.</summary>
internal sealed record HasKey(string Name) : Claim;

/// <summary>The object does not have a key.</summary>
internal sealed record LacksKey(string Name) : Claim;

/// <summary>The value of a key, if the object has it, fits.</summary>
internal sealed record MemberClaim(string Name, SchemaClaim Value) : Claim;

/// <summary>The object has a key of a kind.</summary>
/// <param name="Value">What its value must fit; null when any will do.</param>
/// <param name="Node">The schema that is violated by it.</param>
internal sealed record SomeMember(KeyKind Keys, SchemaClaim? Value, SchemaNode Node, string Keyword) : Claim;

/// <summary>Keys that are alike to a schema.</summary>
internal abstract record KeyKind;

internal sealed record KeysMatching(EcmaPattern Pattern) : KeyKind;

/// <summary>Keys of which a schema's properties and patternProperties say nothing.</summary>
internal sealed record KeysLeftBy(SchemaNode Node) : KeyKind;

/// <summary>Keys that, taken as strings, a schema refuses.</summary>
internal sealed record KeysRefusedBy(SchemaNode Names) : KeyKind;

using Sluice.Schema.Loading;

namespace Sluice.Schema.Answers.Shapes.Claims;

/// <summary>Something said about the value of one place, whose type is known.</summary>
internal abstract record Claim;

/// <summary>A schema accepts the value, or does not.</summary>
internal sealed record SchemaClaim(SchemaNode Node, bool Holds) : Claim
{
    public SchemaClaim Opposite => this with { Holds = !Holds };
}

/// <summary>The own keywords of a schema hold that concern the type at hand; combinators and references are claims of their own.</summary>
internal sealed record OwnKeywords(SchemaNode Node) : Claim;

/// <summary>The value is none of those that a schema's enum or const names.</summary>
internal sealed record OtherThanNamed(SchemaNode Node) : Claim;

/// <summary>How many characters a string, items an array or members an object has.</summary>
internal sealed record SizeClaim(int Min, int Max) : Claim;

/// <summary>Nothing is said; stands for a choice that is left undecided, so that both ways are tried.</summary>
internal sealed record NoClaim(SchemaNode Node) : Claim;

/// <summary>Something that this machine cannot follow. It is refused when an alternative cannot do without it.</summary>
internal sealed record UnsupportedClaim(SchemaNode Node, string Keyword, string Reason) : Claim
{
    public UnsupportedSchemaException Refusal() => new($"{Node.Path}/{Keyword}", Keyword, $"\"{Keyword}\" is not supported here: {Reason}");
}

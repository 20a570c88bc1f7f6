using System.Collections.Frozen;

namespace Sluice.Schema.Loading.Dialects;

/// <summary>Which keywords mean something, and what drafts have meant differently: a draft of JSON Schema, possibly without some of its vocabularies.</summary>
internal sealed record SchemaDialect
{
    public required string Name { get; init; }

    /// <summary>Every keyword that is more than an annotation, or whose shape is checked.</summary>
    public required FrozenDictionary<string, KeywordReader> Keywords { get; init; }

    /// <summary>The dialect itself makes `format` an assertion (vocabulary "format-assertion").</summary>
    public bool AssertsFormat { get; init; }

    /// <summary>The keyword that gives a schema an address.</summary>
    public string IdKeyword { get; init; } = "$id";

    /// <summary>Up to draft 7 an address of a fragment alone ("#name") was what `$anchor` is now.</summary>
    public bool IdMayBeAnchor { get; init; }

    /// <summary>Up to draft 7 nothing beside a `$ref` counted.</summary>
    public bool RefHidesSiblings { get; init; }

    /// <summary>Draft 4: an integer is a number written without point and exponent, so 1.0 is none.</summary>
    public bool IntegersAreWritten { get; init; }

    /// <summary>Since 2020-12 an item that `contains` matched is no longer unevaluated.</summary>
    public bool ContainsEvaluates { get; init; } = true;
}

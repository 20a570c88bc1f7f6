using Sluice.Schema.Loading;
using Sluice.Schema.Values;

namespace Sluice.Schema.Answers.Shapes.Claims;

/// <summary>
/// Which choices of a oneOf could hold of an object beside each other, where a key tells the others apart: one that all require, with the strings
/// that each names for it. Of two choices without a string in common the one rules out the other, and nothing need be said of it.
/// </summary>
internal static class ToldApart
{
    const int MaxSteps = 8; // references followed from a choice, or from a member

    /// <summary>(choice) -> the other choices that may hold beside it; null where no key tells them apart.</summary>
    public static IReadOnlyList<IReadOnlyList<int>>? Rivals(IReadOnlyList<SchemaNode> choices)
    {
        if (choices.Count < 3)
            return null;
        foreach (var key in KeysOf(choices[0]))
        {
            var named = choices.Select(choice => Named(choice, key)).ToList();
            if (named.TrueForAll(strings => strings is not null))
                return Sharing(named!);
        }

        return null;
    }

    static List<IReadOnlyList<int>> Sharing(List<HashSet<string>> named)
    {
        var holders = named.SelectMany((strings, index) => strings.Select(text => (text, index)))
            .ToLookup(pair => pair.text, pair => pair.index, StringComparer.Ordinal);
        return [.. named.Select((strings, index) => (IReadOnlyList<int>)[.. strings.SelectMany(text => holders[text]).Where(other => other != index).Distinct().Order()])];
    }

    static IEnumerable<string> KeysOf(SchemaNode choice) => Chain(choice).SelectMany(node => node.Required ?? []).Distinct(StringComparer.Ordinal);

    /// <summary>The strings that a choice leaves for a key that it requires; null when it does not require it, or leaves others too.</summary>
    static HashSet<string>? Named(SchemaNode choice, string key)
    {
        var chain = Chain(choice).ToList();
        if (!chain.Exists(node => node.Required?.Contains(key) == true))
            return null;
        foreach (var node in chain)
        {
            if (node.Properties is not { } properties || !properties.TryGet(key, out var member))
                continue;
            foreach (var naming in Chain(member).Where(NamedByNode.Names))
            {
                var values = Enum.GetValues<AlternativeKind>().SelectMany(kind => NamedByNode.Of(naming, kind)).ToList();
                if (values.TrueForAll(value => KindTypes.IsOf(value, AlternativeKind.String)))
                    return values.Select(value => value.GetString()!).ToHashSet(StringComparer.Ordinal);
            }
        }

        return null;
    }

    /// <summary>Schemas that all hold where one does: itself and what it refers to.</summary>
    static IEnumerable<SchemaNode> Chain(SchemaNode start)
    {
        var node = start;
        for (var step = 0; step < MaxSteps && node is not null; step++, node = node.Ref)
            yield return node;
    }
}

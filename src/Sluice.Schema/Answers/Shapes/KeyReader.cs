using Sluice.Schema.Answers.Shapes.Claims;
using Sluice.Schema.Answers.Strings.Languages;
using Sluice.Schema.Loading;

namespace Sluice.Schema.Answers.Shapes;

/// <summary>
/// What patternProperties, additionalProperties and propertyNames of schemas that hold together say about keys that none of them names:
/// by which patterns a key fits, it belongs to a class, and what those say is what its value must be.
/// </summary>
internal sealed class KeyReader
{
    readonly ShapeCompiler compiler;
    readonly IReadOnlyList<SchemaNode> nodes;
    readonly IReadOnlyList<SomeMember> wanted;
    readonly List<StringLanguage> languages = [];
    readonly Dictionary<string, int> patterns = new(StringComparer.Ordinal); // source -> place in languages
    readonly List<int> names = []; // places in languages that a key must be in

    /// <exception cref="UnsupportedSchemaException">Some keys cannot be followed.</exception>
    /// <param name="wanted">Rules for one key that the object must have; none to read those for all keys.</param>
    public KeyReader(ShapeCompiler compiler, IReadOnlyList<SchemaNode> nodes, params IReadOnlyList<SomeMember> wanted)
    {
        (this.compiler, this.nodes, this.wanted) = (compiler, nodes, wanted);
        foreach (var some in wanted)
        {
            names.Add(languages.Count);
            languages.Add(Try(some.Node, some.Keyword, () => LanguageOf(some.Keys)));
        }

        foreach (var node in nodes)
        {
            foreach (var (pattern, _) in node.PatternProperties ?? [])
            {
                if (patterns.TryAdd(pattern.Source, languages.Count))
                    languages.Add(Try(node, "patternProperties", () => compiler.Languages.OfPattern(pattern)));
            }

            if (node.PropertyNames is not { } schema || schema.Always == true)
                continue;
            names.Add(languages.Count);
            languages.Add(Try(node, "propertyNames", () => compiler.StringsOf(schema)));
        }
    }

    /// <summary>Whether propertyNames lets a key stand.</summary>
    public bool Allows(string key) => names.TrueForAll(place => languages[place].Contains(key));

    /// <summary>The classes; null when there is none.</summary>
    public KeyClasses? Classes()
    {
        var shapes = new List<Shape>();
        if (languages.Count == 0)
            return ClassOf([], shapes) == 0 ? null : KeyClasses.Any(shapes[0]);
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var keyword = nodes.FirstOrDefault(node => node.PatternProperties is { Count: > 0 } || node.PropertyNames is not null);
        var automaton = Try(keyword ?? wanted[0].Node, keyword is null ? wanted[0].Keyword : keyword.PatternProperties is { Count: > 0 } ? "patternProperties" : "propertyNames", () => new AutomatonProduct([.. languages.Select(language => language.Automaton)]).Build(
            labels =>
            {
                var key = string.Join(',', labels);
                return known.TryGetValue(key, out var own) ? own : known[key] = ClassOf(labels, shapes);
            },
            compiler.Languages.Budget));
        return automaton.Start == Automaton.Dead ? null : new KeyClasses(automaton, shapes);
    }

    /// <summary>The class, counted from 1, of keys that are in some of the languages; 0 when no such key may stand.</summary>
    int ClassOf(int[] labels, List<Shape> shapes)
    {
        if (names.Exists(place => labels[place] == 0))
            return 0;
        var together = nodes.SelectMany(node => SchemasOf(node, labels)).Select(compiler.Claims.Says).Concat(wanted.Select(some => some.Value).OfType<SchemaClaim>()).ToList();
        var shape = compiler.ShapeOf(together);
        if (shape == compiler.NoShape)
            return 0;
        var own = shapes.IndexOf(shape);
        if (own >= 0)
            return own + 1;
        if (shapes.Count == KeyClasses.MaxClasses)
            throw new LanguageLimitException($"with their neighbours its keys fall into more than {KeyClasses.MaxClasses} classes");
        shapes.Add(shape);
        return shapes.Count;
    }

    IEnumerable<SchemaNode> SchemasOf(SchemaNode node, int[] labels)
    {
        var isDefined = false;
        foreach (var (pattern, schema) in node.PatternProperties ?? [])
        {
            if (labels[patterns[pattern.Source]] == 0)
                continue;
            isDefined = true;
            yield return schema;
        }

        if (!isDefined && node.AdditionalProperties is { } additional)
            yield return additional;
    }

    StringLanguage LanguageOf(KeyKind keys)
    {
        var budget = compiler.Languages.Budget;
        return keys switch
        {
            KeysMatching matching => compiler.Languages.OfPattern(matching.Pattern),
            KeysRefusedBy refused => compiler.StringsOf(refused.Names).Complement(budget),
            KeysLeftBy { Node: var node } => (node.PatternProperties ?? []).Aggregate(
                StringLanguage.All.Except(StringLanguage.OfMembers(node.Properties?.Select(property => property.Key) ?? [], budget), budget),
                (left, pair) => left.Except(compiler.Languages.OfPattern(pair.Key), budget)),
            _ => throw new ArgumentOutOfRangeException(nameof(keys)),
        };
    }

    static T Try<T>(SchemaNode node, string keyword, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (LanguageLimitException limit)
        {
            throw new UnsupportedSchemaException($"{node.Path}/{keyword}", keyword, $"\"{keyword}\" is not supported here: {limit.Message}");
        }
    }
}

using Sluice.Schema.Loading;

namespace Sluice.Schema.Generation;

/// <summary>Writes an object: the required keys, some of the others, and now and then one that the schema does not name.</summary>
internal sealed class ObjectWriter(GenerationRun run, IReadOnlyList<SchemaNode> schemas)
{
    const int MaxExtraTries = 40; // names tried for keys that the schema does not name

    readonly OrderedDictionary<string, string> members = new(StringComparer.Ordinal);

    public string? Write()
    {
        var least = schemas.Max(schema => schema.MinProperties) ?? 0;
        var most = schemas.Min(schema => schema.MaxProperties) ?? int.MaxValue;
        var required = Required();
        if (required.Count > most)
            return run.Fail(schemas, "more keys are required than \"maxProperties\" allows");

        var names = schemas.SelectMany(schema => schema.Properties ?? Enumerable.Empty<KeyValuePair<string, SchemaNode>>()).Select(pair => pair.Key).Distinct(StringComparer.Ordinal).ToList();
        var free = most - required.Count;
        foreach (var name in names.Concat(required.Where(name => !names.Contains(name))).ToList())
        {
            var isRequired = required.Contains(name);
            if (!isRequired && (free <= 0 || !WantsOptional(least)))
                continue;
            if (Add(name))
                free -= isRequired ? 0 : 1;
            else if (isRequired)
                return null;
        }

        AddExtra(least, most);
        if (members.Count < least)
            return run.Fail(schemas, "not as many keys were found as \"minProperties\" asks for");
        return AddDependent() ? Text() : null;
    }

    HashSet<string> Required() => [.. schemas.SelectMany(schema => schema.Required ?? [])];

    bool WantsOptional(int least) => members.Count < least || run.Random.Next(100) < (run.IsModest ? 0 : 60);

    /// <summary>Adds the keys that keys already written ask for; false when one cannot be added.</summary>
    bool AddDependent()
    {
        var rules = schemas.SelectMany(schema => schema.DependentRequired ?? []).ToList();
        while (rules.Where(rule => members.ContainsKey(rule.Key)).SelectMany(rule => rule.Value).FirstOrDefault(name => !members.ContainsKey(name)) is { } missing)
            if (!Add(missing))
                return false;
        return true;
    }

    void AddExtra(int least, int most)
    {
        var wish = !run.IsModest && run.Random.Next(5) == 0 ? 1 : 0;
        var goal = Math.Min(most, Math.Max(least, members.Count + wish));
        for (var i = 0; i < MaxExtraTries && members.Count < goal; i++)
            if (ExtraName() is { } name && !members.ContainsKey(name))
                Add(name);
    }

    string? ExtraName()
    {
        var patterns = schemas.SelectMany(schema => schema.PatternProperties ?? []).Select(pair => pair.Key).ToList();
        patterns.AddRange(schemas.Select(schema => schema.PropertyNames?.Pattern).OfType<Patterns.EcmaPattern>());
        if (patterns.Count > 0 && run.Random.Next(4) > 0)
            return new PatternSampler(run.Random, run.Options.Generosity).Sample(patterns[run.Random.Next(patterns.Count)].Root);
        var names = schemas.FirstOrDefault(schema => schema.PropertyNames?.Enum is not null)?.PropertyNames!.Enum!;
        if (names is { Count: > 0 } && names[run.Random.Next(names.Count)] is { ValueKind: System.Text.Json.JsonValueKind.String } name)
            return name.GetString();
        return new string([.. Enumerable.Range(0, run.Random.Next(1, 6)).Select(_ => (char)('a' + run.Random.Next(26)))]);
    }

    bool Add(string name)
    {
        var quoted = JsonName.Of(name);
        if (!schemas.All(schema => schema.PropertyNames is null || GenerationRun.Accepts([schema.PropertyNames], quoted)))
            return run.Fail(schemas, $"\"propertyNames\" does not allow {quoted}") is not null;
        if (run.Write([.. schemas.SelectMany(schema => RulesFor(schema, name))]) is not { } text)
            return false;
        members.Add(name, text);
        return true;
    }

    IEnumerable<SchemaNode> RulesFor(SchemaNode schema, string name)
    {
        var found = false;
        if (schema.Properties is not null && schema.Properties.TryGet(name, out var named))
        {
            found = true;
            yield return named;
        }

        foreach (var (pattern, patterned) in schema.PatternProperties ?? [])
            if (pattern.IsMatch(name, run.PatternBudget))
            {
                found = true;
                yield return patterned;
            }

        if (!found && schema.AdditionalProperties is not null)
            yield return schema.AdditionalProperties;
    }

    string Text()
    {
        var pairs = members.Select(pair => JsonName.Of(pair.Key) + ":" + pair.Value).ToArray();
        if (run.Options.ShuffleKeys)
            run.Random.Shuffle(pairs);
        return $"{{{string.Join(',', pairs)}}}";
    }
}

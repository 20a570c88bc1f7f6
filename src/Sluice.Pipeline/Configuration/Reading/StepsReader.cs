namespace Sluice.Pipeline.Configuration.Reading;

/// <summary>Reads the section <c>steps</c>, and puts the steps in an order in which they can run.</summary>
internal sealed class StepsReader(FolderOfFile folder, ProblemList problems)
{
    /// <summary>Null when a step could not be read, or when they go in a circle.</summary>
    public IReadOnlyList<StepSpec>? Read(YamlSection section)
    {
        var steps = new List<StepSpec>();
        var reader = new StepReader(folder, problems);
        foreach (var entry in section.Entries)
        {
            if (!PipelineReader.Name().IsMatch(entry.Key)) problems.Add(entry.Line, $"a step is called '{entry.Key}'", PipelineReader.AllowedName);
            if (section.AsSection(entry.Value, section.PathOf(entry.Key), "a mapping with the key prompt, mostly schema, and more") is { } settings
                && reader.Read(entry.Key, settings) is { } step) steps.Add(step);
        }

        if (section.Entries.Count == 0) problems.Add(section.Line, "'steps' is empty", "one step or more");
        if (steps.Count == 0) return null;

        var uses = new StepUses([.. section.Entries.Select(entry => entry.Key)], problems);
        steps = [.. steps.Select(step => step with { Uses = uses.Of(step) })];
        uses.HoldAgainstSchemas(steps);
        return steps.Count == section.Entries.Count ? StepOrder.Of(steps, section, problems) : null;
    }
}

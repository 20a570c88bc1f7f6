using Sluice.Pipeline.Configuration.Yaml;
using Sluice.Pipeline.Prompts;

namespace Sluice.Pipeline.Configuration.Reading;

/// <summary>Reads one step: its texts, schema, examples and sampling.</summary>
internal sealed class StepReader(FolderOfFile folder, ProblemList problems)
{
    const string DefaultModel = "default";
    const string AllowedStream = "auto, true or false";

    readonly TemplateReader templates = new(folder, problems);
    readonly SchemaReader schemas = new(folder, problems);

    public StepSpec? Read(string name, YamlSection section)
    {
        var model = section.Text("model", "the name of a model");
        var system = Template(section, "system", section.Text("system", TemplateReader.Allowed));
        var prompt = Template(section, "prompt", section.RequireText("prompt", TemplateReader.Allowed));
        var source = Template(section, "source", section.Text("source", TemplateReader.Allowed));
        var schemaNode = section.Take("schema");
        var schema = schemaNode is null ? null : schemas.Read(schemaNode, section.PathOf("schema"));
        var examples = section.Text("examples", ExampleReader.Allowed);
        var worked = examples is null ? [] : new ExampleReader(folder, problems, prompt, source, schema) { IsText = schemaNode is null }.Read(examples);
        var sampling = ReadSampling(section);
        var stream = ReadStream(section);
        var concurrency = section.Whole("concurrency", 1, PipelineSpec.MaxConcurrency);
        section.RefuseOthers();
        if (prompt is null || (schemaNode is not null && schema is null)) return null;

        return new StepSpec
        {
            Name = name,
            Model = model?.Text ?? DefaultModel,
            System = system,
            Prompt = prompt,
            Source = source,
            Schema = schema,
            Examples = worked,
            Sampling = sampling,
            Stream = stream,
            Concurrency = (int?)concurrency,
        };
    }

    PromptTemplate? Template(YamlSection section, string key, YamlScalar? value) =>
        value is null ? null : templates.Read(value, section.PathOf(key));

    StreamUse ReadStream(YamlSection section)
    {
        if (section.Text("stream", AllowedStream) is not { } stream) return StreamUse.Auto;
        switch (stream.Text)
        {
            case "auto": return StreamUse.Auto;
            case "true": return StreamUse.Always;
            case "false": return StreamUse.Never;
            default:
                problems.Add(stream.Line, $"'{section.PathOf("stream")}' is {stream.Shown}", AllowedStream);
                return StreamUse.Auto;
        }
    }

    static SamplingSpec ReadSampling(YamlSection section) => new()
    {
        // 2 and 1 are the highest values that OpenAI's API takes.
        Temperature = section.Number("temperature", 0, 2) ?? 0,
        TopP = section.Number("top_p", 0.000001, 1),
        Seed = section.Whole("seed", long.MinValue, long.MaxValue),
        MaxTokens = (int?)section.Whole("max_tokens", 1, 10_000_000),
    };
}

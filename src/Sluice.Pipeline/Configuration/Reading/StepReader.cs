using Sluice.Pipeline.Asking.Forms;
using Sluice.Pipeline.Configuration.Yaml;
using Sluice.Pipeline.Prompts;

namespace Sluice.Pipeline.Configuration.Reading;

/// <summary>Reads one step: its texts, schema, examples and sampling.</summary>
internal sealed class StepReader(FolderOfFile folder, ProblemList problems)
{
    const string DefaultModel = "default";
    const string AllowedStream = "auto, true or false";
    const string AllowedTimeouts = "a mapping with the keys first_token, idle, total";
    const string AllowedUngrounded = "fail or drop";

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
        var concurrency = section.Concurrency("concurrency");
        var timeouts = section.Section("timeouts", AllowedTimeouts) is { } times ? ReadTimeouts(times) : new StepTimeouts();
        var drops = ReadUngrounded(section);
        var form = ReadForm(section);
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
            Concurrency = concurrency,
            Timeouts = timeouts,
            DropsUngrounded = drops,
            Form = form,
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

    static StepTimeouts ReadTimeouts(YamlSection section)
    {
        var defaults = new StepTimeouts();
        var timeouts = new StepTimeouts
        {
            FirstToken = section.Time("first_token", orOff: true, orAuto: true),
            Idle = section.Time("idle", orOff: true) ?? defaults.Idle,
            Total = section.Time("total", orOff: true) ?? defaults.Total,
        };
        section.RefuseOthers();
        return timeouts;
    }

    AnswerForm? ReadForm(YamlSection section)
    {
        if (section.Text("structured_output", AnswerForms.Allowed) is not { Text: not "auto" } name) return null;
        if (AnswerForms.Find(name.Text) is { } form) return form;
        problems.Add(name.Line, $"'{section.PathOf("structured_output")}' is {name.Shown}", AnswerForms.Allowed);
        return null;
    }

    bool ReadUngrounded(YamlSection section)
    {
        if (section.Text("ungrounded", AllowedUngrounded) is not { Text: not "fail" } ungrounded) return false;
        if (ungrounded.Text != "drop") problems.Add(ungrounded.Line, $"'{section.PathOf("ungrounded")}' is {ungrounded.Shown}", AllowedUngrounded);
        return true;
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

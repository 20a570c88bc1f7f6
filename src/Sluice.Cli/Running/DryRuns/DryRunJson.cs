using System.Text.Json;
using Sluice.Cli.Schemas;
using Sluice.Pipeline.Asking.Forms;
using Sluice.Pipeline.Configuration;

namespace Sluice.Cli.Running.DryRuns;

/// <summary>A dry run for programs: one JSON object a line. <c>step</c>, its first requests as <c>request</c>, then <c>estimate</c>.</summary>
internal static class DryRunJson
{
    public static void Write(DryRunReport report, DryRunSetting setting, TextWriter output)
    {
        output.WriteLine(Line("step", setting.Spec, setting.Step, json =>
        {
            json.WriteString("model", setting.Backends.Model);
            json.WriteStartArray("backends");
            foreach (var backend in setting.Backends.Steps) json.WriteStringValue(backend.Name);
            json.WriteEndArray();
            json.WriteString("form", setting.Step.Schema is null ? null : AnswerForms.NameOf(setting.Form.Form));
            json.WriteString("form_known", setting.Step.Schema is null ? null : setting.Form.How);
            json.WriteBoolean("streams", setting.Streams);
            json.WriteStartArray("uses");
            foreach (string used in setting.Step.Uses) json.WriteStringValue(used);
            json.WriteEndArray();
        }));
        foreach (var (record, request, tokens) in report.Requests)
        {
            output.WriteLine(Line("request", setting.Spec, setting.Step, json =>
            {
                json.WriteString("id", record.Key);
                json.WriteString("place", record.Place.ToString());
                json.WriteNumber("prompt_tokens", tokens);
                json.WriteString("path", request.Path);
                json.WritePropertyName("body");
                json.WriteRawValue(setting.BodyOf(request).Span);
            }));
        }

        output.WriteLine(Line("estimate", setting.Spec, setting.Step, json => WriteEstimate(json, report, setting)));
    }

    private static void WriteEstimate(Utf8JsonWriter json, DryRunReport report, DryRunSetting setting)
    {
        long? prompts = report is { Mean: { } mean, Total: { } total } ? (long)Math.Round(mean * total) : null;
        long? answers = setting.Step.Sampling.MaxTokens * report.Total;
        Number("records", report.Total);
        json.WriteNumber("looked_at", report.Read);
        json.WriteNumber("unaskable", report.Unaskable);
        json.WriteString("first_problem", report.FirstProblem);
        Number("prompt_tokens_per_record", report.Mean is { } each ? Math.Round((decimal)each, 2) : null);
        json.WriteString("tokens_from", report.Mean is null ? null : report.IsEstimated ? "characters" : "server");
        json.WriteNumber("with_stand_ins", report.WithStandIns);
        Number("prompt_tokens", prompts);
        Number("most_completion_tokens", answers);
        json.WriteStartArray("prices");
        foreach (var backend in setting.Backends.Steps)
        {
            json.WriteStartObject();
            json.WriteString("backend", backend.Name);
            Number("prompts_usd", prompts is { } read && backend.Price is { } price ? price.Of(read, 0) : null);
            Number("most_answers_usd", answers is { } written && backend.Price is { } cost ? cost.Of(0, written) : null);
            json.WriteEndObject();
        }

        json.WriteEndArray();

        void Number(string name, decimal? value)
        {
            if (value is { } number) json.WriteNumber(name, number);
            else json.WriteNull(name);
        }
    }

    private static string Line(string name, PipelineSpec spec, StepSpec step, Action<Utf8JsonWriter> members) => JsonLine.Of(json =>
    {
        json.WriteString("event", name);
        json.WriteString("pipeline", spec.Name);
        json.WriteString("step", step.Name);
        members(json);
    });
}

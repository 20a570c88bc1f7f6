using System.Globalization;
using Sluice.Cli.Viewing;
using Sluice.Pipeline.Asking.Forms;
using Sluice.Pipeline.Backends;
using Sluice.Pipeline.Previewing;
using Sluice.Protocol.Chat;

namespace Sluice.Cli.Running.DryRuns;

/// <summary>A dry run for people.</summary>
internal static class DryRunText
{
    public static void Write(DryRunReport report, DryRunSetting setting, TextWriter output)
    {
        output.WriteLine($"{setting.Spec.Name}/{setting.Step.Name}: {setting.Backends.Model} on {setting.Backends.Shown}");
        output.WriteLine($"answers: {Form(setting)}, {(setting.Streams ? "streamed" : "whole")}");
        if (setting.Step.Uses.Count > 0) output.WriteLine(Earlier(report, setting));
        foreach (var (record, request, tokens) in report.Requests)
        {
            output.WriteLine();
            output.WriteLine($"record {record.Key} ({record.Place}), {Figures.Count(tokens, "prompt token")}");
            foreach (ChatMessage message in request.Messages) output.WriteLine($"{message.Role,9}  {message.Content.ReplaceLineEndings("\n           ")}");
        }
        output.WriteLine();
        if (report.FirstProblem is { } problem) output.WriteLine($"{report.Unaskable} of the first {Figures.Count(report.Read, "record")} cannot be asked about; the first one is {problem}");
        foreach (string line in Cost(report, setting)) output.WriteLine(line);
    }

    /// <summary>Where the answers come from that a later step shows.</summary>
    private static string Earlier(DryRunReport report, DryRunSetting setting)
    {
        string shows = $"shows the answers of {string.Join(", ", setting.Step.Uses)}";
        if (report.WithStandIns == 0) return $"{shows}, as they are stored";
        string standIns = string.Join("; ", report.StoodInFor.Select(name => $"{EarlierAnswers.StandInOf(setting.Spec.Steps.First(step => step.Name == name))} stands in for that of {name}"));
        return $"{shows}, which {Figures.Count(report.WithStandIns)} of the {(report.Written == report.Total ? "" : "first ")}{Figures.Count(report.Written, "record")} {(report.WithStandIns == 1 ? "does" : "do")} not have yet: {standIns}";
    }

    private static string Form(DryRunSetting setting) => setting.Step.IsBatch ? "as each request asks" : setting.Step.Schema is null ? "plain text" : $"{AnswerForms.NameOf(setting.Form.Form)} ({setting.Form.How})";

    private static IEnumerable<string> Cost(DryRunReport report, DryRunSetting setting)
    {
        if (report.Mean is not { } mean) yield break;
        string how = report.IsEstimated
            ? $"estimated at {DryRunReport.CharactersPerToken:0} characters a token, since the server does not count"
            : "counted by the server";
        if (report.WithStandIns > 0) how += $", {Figures.Count(report.WithStandIns)} of them with a stand-in for an earlier answer";
        yield return $"{Figures.Rate(mean)} prompt tokens a record, {how} ({(report.Written == report.Total ? "all" : $"the first {report.Written}")})";
        if (report.Total is not { } total)
        {
            yield return "how many records there are is not known before a stream's end";
            yield break;
        }

        long prompts = (long)Math.Round(mean * total);
        long? answers = setting.Step.Sampling.MaxTokens is { } most ? most * total : null;
        yield return $"{Figures.Count(total, "record")}: {Figures.Count(prompts)} prompt tokens, {(answers is { } bound ? $"at most {Figures.Count(bound)} written (max_tokens {Figures.Count(setting.Step.Sampling.MaxTokens!.Value)})" : $"written tokens {(setting.Step.IsBatch ? "as each request bounds them" : "without a bound, since the step has no max_tokens")}")}; retries and re-asks come on top, records answered already are not asked";
        foreach (var backend in setting.Backends.Steps) yield return $"{backend.Name}: {Price(backend.Price, prompts, answers)}";
    }

    private static string Price(BackendPrice? price, long prompts, long? answers)
    {
        if (price is null) return "its price is not known (price in sluice.yaml)";
        string prompt = string.Create(CultureInfo.InvariantCulture, $"{price.Of(prompts, 0):0.####} USD for the prompts");
        return answers is { } bound ? string.Create(CultureInfo.InvariantCulture, $"{prompt}, at most {price.Of(0, bound):0.####} USD for the answers") : prompt;
    }
}

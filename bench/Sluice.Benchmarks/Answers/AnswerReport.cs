using System.Globalization;
using System.Text;
using Sluice.Benchmarks.Ajv;
using Sluice.Engine;
using Sluice.Schema.Benchmark;

namespace Sluice.Benchmarks.Answers;

/// <summary>The result as people read it.</summary>
/// <param name="passes">The first is the one that warms up.</param>
/// <param name="validation">Null when ajv could not be had.</param>
internal sealed class AnswerReport(ModelVocabulary model, IReadOnlyList<AnswerPass> passes, ValidationComparison? validation, Machine machine)
{
    readonly IReadOnlyList<AnswerPass> measured = [.. passes.Skip(1)];
    readonly StringBuilder text = new();

    public string ToMarkdown()
    {
        WriteHead(passes[^1].Tally);
        WriteTimes(passes[0]);
        Line($"");
        Line($"## Validation of whole documents beside ajv");
        Line($"");
        if (validation is null)
            Line($"Not measured: ajv could not be installed with npm, or node could not run it.");
        else
            WriteValidation(validation);
        return text.ToString();
    }

    void WriteHead(BenchmarkTally tally)
    {
        Line($"# The answer machine over real schemas");
        Line($"");
        Line($"{machine.Date}, commit {machine.Commit}; {machine.Processor}, {machine.Cores} cores, load {machine.Load} at the start; {machine.System}, {machine.Runtime}.");
        Line($"Again: `dotnet run -c Release --project bench/Sluice.Benchmarks` in the repository's folder.");
        Line($"");
        Line($"{tally.Schemas:N0} schemas with {tally.Documents:N0} documents: {tally.Count(CaseOutcome.Passing):N0} passing, {tally.Count(CaseOutcome.Refused):N0} refused, {tally.ValidationErrors} with a valid document refused, {tally.InvalidationErrors} with an invalid one accepted,");
        Line($"{tally.Count(CaseOutcome.Crashed)} crashed, {tally.Count(CaseOutcome.TimedOut)} timed out. Documents are fed as the tokens of {model.Name} ({model.Bytes.Count:N0} tokens), the whole vocabulary masked before each one.");
    }

    void WriteTimes(AnswerPass cold)
    {
        Line($"CPU time of one thread, less the {ThreadClock.OwnCost} ns that asking its clock costs. Median of {measured.Count} passes after one that warms the code up; each pass compiles every schema");
        Line($"again and begins with nothing remembered of any string.");
        Line($"");
        Line($"| µs | times | mean | p50 | p99 | p99.9 | p99.99 | most | wanted at most |");
        Line($"|---|--:|--:|--:|--:|--:|--:|--:|---|");
        Row("compile a schema", pass => pass.Compile, "p50 1,000, p99 15,000, always 1,000,000");
        Row("check an accepted token", pass => pass.Check, "mean 3, p99.9 50");
        Row("mask the vocabulary", pass => pass.Mask, "mean 20, p99 200, p99.99 20,000");
        Line($"");
        Line($"The pass that warms up: compile p50 {Figure(cold.Compile.P50)}, p99 {Figure(cold.Compile.P99)}, most {Figure(cold.Compile.Max)}; check mean {Figure(cold.Check.Mean)}; mask mean {Figure(cold.Mask.Mean)}, p99 {Figure(cold.Mask.P99)}, p99.99 {Figure(cold.Mask.P9999)}.");
        Line($"llguidance 1.9.1 on a machine like this one: compile p50 760, p99 12,000, most 1,700,000; mask mean 15, p99 154, most 19,000.");
    }

    void WriteValidation(ValidationComparison comparison)
    {
        Line($"{comparison.Documents:N0} documents of the {comparison.Schemas:N0} schemas that both load, from text to verdict: Sluice {Figure(comparison.Ours / comparison.Documents)} µs a document,");
        Line($"ajv {comparison.Version} (node {comparison.Node}, formats by ajv-formats, drafts by `$schema`) {Figure(comparison.Theirs / comparison.Documents)} µs: ratio **{Figure(comparison.Ours / comparison.Theirs)}**. Each schema's documents are");
        Line($"validated in {ValidationRounds.Rounds} rounds, of which the second half counts (their median), when the code is warm. Before, ajv makes code of each schema:");
        Line($"{Figure(comparison.TheirLoad / comparison.Schemas / 1000)} ms a schema, Sluice loads it in {Figure(comparison.OurLoad / comparison.Schemas / 1000)} ms; load and one round together: Sluice {Figure((comparison.OurLoad + comparison.OurFirst) / 1e6)} s, ajv {Figure((comparison.TheirLoad + comparison.TheirFirst) / 1e6)} s.");
        Line($"ajv judges {comparison.TheirWrong} of these documents otherwise than declared, Sluice {comparison.OurWrong}.");
    }

    void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    void Row(string name, Func<AnswerPass, LatencySummary> of, string wanted) =>
        Line($"| {name} | {of(measured[^1]).Count:N0} | {Median(of, one => one.Mean)} | {Median(of, one => one.P50)} | {Median(of, one => one.P99)} | {Median(of, one => one.P999)} | {Median(of, one => one.P9999)} | {Median(of, one => one.Max)} | {wanted} |");

    string Median(Func<AnswerPass, LatencySummary> of, Func<LatencySummary, double?> figure) => Figure(Medians.Of([.. measured.Select(pass => figure(of(pass)) ?? 0)]));

    static string Figure(double? figure) => figure switch
    {
        null => "–",
        >= 100 => figure.Value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => figure.Value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => figure.Value.ToString("0.00", CultureInfo.InvariantCulture),
    };
}

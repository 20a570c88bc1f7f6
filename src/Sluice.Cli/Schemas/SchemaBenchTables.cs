using System.Globalization;
using Sluice.Cli.Terminals;
using Sluice.Cli.Viewing;
using Sluice.Schema.Benchmark;
using Spectre.Console;

namespace Sluice.Cli.Schemas;

/// <summary>The sums of a schema benchmark for people: verdicts by file, refusals by keyword, times.</summary>
internal static class SchemaBenchTables
{
    /// <param name="tallies">Those of the files, then that of all.</param>
    public static void Write(IReadOnlyList<BenchmarkTally> tallies, Terminal terminal)
    {
        IAnsiConsole console = Screens.Open(terminal);
        BenchmarkTally all = tallies[^1];
        console.Write(Verdicts(tallies));
        terminal.Out.WriteLine("refused: no machine for the schema · valid refused, invalid accepted: schemas with such a document (validation");
        terminal.Out.WriteLine("errors, invalidation errors) · untested: schemas without documents, passing/refused");
        if (all.Made > 0)
            terminal.Out.WriteLine($"{Figures.Count(all.Made)} documents were made for schemas without any; there the validator of whole documents says what is valid.");
        if (all.ValidatorWrong > 0)
            terminal.Out.WriteLine($"The validator of whole documents judged {Figures.Count(all.ValidatorWrong)} of {Figures.Count(all.Documents)} documents wrongly.");
        if (all.Refusals.Any()) console.Write(Refusals(all));
        console.Write(Times(all.Times));
    }

    private static Table Verdicts(IEnumerable<BenchmarkTally> tallies)
    {
        Table table = New("", "schemas", "passing", "", "refused", "valid\nrefused", "invalid\naccepted", "crashed", "timed\nout", "untested");
        foreach (BenchmarkTally tally in tallies)
        {
            int passing = tally.Count(CaseOutcome.Passing);
            table.AddRow(Markup.Escape(tally.Name), Figures.Count(tally.Schemas), Figures.Count(passing), Percent(passing, tally.Schemas),
                Figures.Count(tally.Count(CaseOutcome.Refused)), Figures.Count(tally.ValidationErrors), Figures.Count(tally.InvalidationErrors),
                Figures.Count(tally.Count(CaseOutcome.Crashed)), Figures.Count(tally.Count(CaseOutcome.TimedOut)),
                $"{tally.Untested(CaseOutcome.Passing)}/{tally.Untested(CaseOutcome.Refused)}");
        }
        return table;
    }

    private static Table Refusals(BenchmarkTally all)
    {
        Table table = New("refused for", "schemas");
        foreach ((string keyword, int count) in all.Refusals) table.AddRow(Markup.Escape(SchemaBenchWords.OfKeyword(keyword)), Figures.Count(count));
        return table;
    }

    private static Table Times(CaseTimes times)
    {
        Table table = New("CPU time, µs", "times", "mean", "p50", "p99", "p99.9", "p99.99", "most");
        AddRow(table, "compile a schema", times.Compile);
        AddRow(table, "check an accepted token", times.Check);
        AddRow(table, "mask the vocabulary", times.Mask);
        AddRow(table, "validate a whole document", times.Validation);
        return table;
    }

    private static void AddRow(Table table, string name, Latencies latencies)
    {
        if (latencies.Count == 0) return;
        LatencySummary summary = latencies.Summarize();
        table.AddRow([name, Figures.Count(summary.Count), .. ((double?[])[summary.Mean, summary.P50, summary.P99, summary.P999, summary.P9999, summary.Max]).Select(Figures.Rate)]);
    }

    /// <summary>One decimal, rounded down, so that 100.0 % means all.</summary>
    private static string Percent(int part, int whole) =>
        whole == 0 ? Figures.Unknown : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(1000.0 * part / whole) / 10:0.0} %");

    private static Table New(string first, params string[] others)
    {
        var table = new Table { Border = TableBorder.Simple, ShowHeaders = true };
        table.AddColumn(new TableColumn(first).NoWrap().PadLeft(0).PadRight(1));
        foreach (string other in others) table.AddColumn(new TableColumn(other).RightAligned().NoWrap().PadLeft(1).PadRight(0));
        return table;
    }
}

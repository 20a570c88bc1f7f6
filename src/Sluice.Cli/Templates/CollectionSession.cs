using System.Globalization;
using Sluice.Cli.Commands;
using Sluice.Cli.Problems;
using Sluice.Cli.Schemas;
using Sluice.Cli.Terminals;

namespace Sluice.Cli.Templates;

/// <summary><c>sluice template check</c> from its request to its exit code.</summary>
internal sealed class CollectionSession(Terminal terminal)
{
    private const string Form = "a folder with golden.jsonl (and with it conversations.json and templates/NAME.jinja) or semantics.jsonl";

    public int Run(CollectionRequest request)
    {
        TimeProvider clock = FixedClock.Of(request.Clock, terminal.Time);
        if (!Directory.Exists(terminal.Opened(request.Folder))) throw new CouldNotRunException(request.Folder, "there is no such folder", Form);
        var folder = new CollectionFolder(request.Folder, clock, terminal);
        int cases = 0, refused = 0, differing = 0;
        foreach ((RenderedCase one, CaseVerdict verdict) in Verdicts(folder))
        {
            cases++;
            if (verdict.IsRefused) refused++;
            if (verdict.Difference is not { } difference) continue;
            differing++;
            terminal.Out.WriteLine(request.Json ? DifferenceObject(one, difference) : $"{one.Place}: {one.Name}: {difference}");
        }

        if (cases == 0) throw new CouldNotRunException(request.Folder, "there are no cases in it", Form);
        terminal.Out.WriteLine(request.Json ? CountsObject(cases, refused, differing) : Counts(cases, refused, differing));
        return differing == 0 ? ExitCode.Done : ExitCode.DoneWithFindings;
    }

    private static IEnumerable<(RenderedCase One, CaseVerdict Verdict)> Verdicts(CollectionFolder folder) =>
        folder.Golden().Select(one => (one, folder.JudgeGolden(one))).Concat(folder.Semantics().Select(one => (one, folder.JudgeSemantics(one))));

    private static string Counts(int cases, int refused, int differing) => string.Create(CultureInfo.InvariantCulture,
        $"{cases} case{(cases == 1 ? "" : "s")}: {cases - refused - differing} agree, {refused} refused by name where that is right, {differing} differ");

    private static string DifferenceObject(RenderedCase one, string difference) => JsonLine.Of(json =>
    {
        json.WriteString("event", "difference");
        json.WriteString("place", one.Place);
        json.WriteString("case", one.Name);
        json.WriteString("difference", difference);
    });

    private static string CountsObject(int cases, int refused, int differing) => JsonLine.Of(json =>
    {
        json.WriteString("event", "checked");
        json.WriteNumber("cases", cases);
        json.WriteNumber("agree", cases - refused - differing);
        json.WriteNumber("refused", refused);
        json.WriteNumber("differ", differing);
    });
}

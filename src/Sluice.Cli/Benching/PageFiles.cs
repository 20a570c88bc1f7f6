using System.Security.Cryptography;
using Sluice.Bench.Reporting.Pages;
using Sluice.Catalog.Curves;
using Sluice.Cli.Help;
using Sluice.Cli.Planning;
using Sluice.Cli.Problems;
using Sluice.Cli.Terminals;

namespace Sluice.Cli.Benching;

/// <summary>Pages of measurements as files of the command line, with the curves that are drawn beside and the hashes of what they were made of.</summary>
internal sealed class PageFiles(Terminal terminal)
{
    private const string Allowed = "an HTML file in a folder that can be written";

    /// <summary>Said before anything is measured: a page that cannot be written would come too late.</summary>
    public void Check(string? page)
    {
        if (page is null) return;
        string path = terminal.Opened(page);
        if (page.Length == 0 || Directory.Exists(path)) throw new CouldNotRunException("--report", $"'{page}' is a folder", Allowed);
        if (Path.GetExtension(path) is not (".html" or ".htm")) throw new CouldNotRunException("--report", $"'{page}' does not end in .html", Allowed);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CouldNotRunException("--report", $"'{page}' cannot be written: {problem.Message}", Allowed);
        }

        Writable.Check("--report", page, path, Allowed);
    }

    public IReadOnlyList<Overlay> Overlays(IReadOnlyList<string> files, string? page)
    {
        if (files.Count > 0 && page is null) throw new CouldNotRunException("--prediction", "is drawn on a page, which is missing", "--report out.html beside it");
        return [.. files.Select(file => new Overlay(file, PlanningProblems.Reporting("--prediction", () => CurveFile.Read(file, File.ReadAllText(Existing(file))))))];
    }

    /// <param name="logs">The event logs behind the page, as they were typed.</param>
    public void Write(string page, IReadOnlyList<string> logs, IReadOnlyList<Overlay> overlays, Func<PageFacts, string> html)
    {
        var facts = new PageFacts
        {
            Tool = VersionText.OfThisBuild,
            Made = terminal.Time.GetUtcNow(),
            Command = KeptCommand.Of(terminal),
            Files = [.. logs.Select(log => Hashed(log, "event log: every figure is computed from it")), .. overlays.Select(overlay => Hashed(overlay.File, overlay.IsPredicted ? "predicted curve" : "curve measured earlier"))],
            Overlays = overlays,
        };
        WholeFile.Write("--report", page, terminal.Opened(page), html(facts), Allowed);
        terminal.Error.WriteLine($"bench: wrote {page}");
    }

    private string Existing(string file) => File.Exists(terminal.Opened(file)) ? terminal.Opened(file) : throw new CouldNotRunException("--prediction", $"there is no file '{file}'", "a curve file, as sluice predict --curve or sluice bench --curve writes it");

    private PageFile Hashed(string file, string role)
    {
        using var stream = new FileStream(terminal.Opened(file), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return new PageFile(file, role, stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream)));
    }
}

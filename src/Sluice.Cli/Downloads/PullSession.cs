using System.Security.Cryptography;
using Sluice.Cli.Commands;
using Sluice.Cli.ModelFiles;
using Sluice.Cli.Problems;
using Sluice.Cli.Serving;
using Sluice.Cli.Terminals;
using Sluice.Engine;

namespace Sluice.Cli.Downloads;

/// <summary><c>sluice models pull</c> from its request to a model that goes by its name.</summary>
internal sealed class PullSession(Terminal terminal)
{
    private const string Place = "models pull";

    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(20);

    public async Task<int> RunAsync(PullRequest request)
    {
        IReadOnlyList<WantedFile> files = PullPlan.Of(request, terminal);
        string folder = request.Folder is { } typed
            ? terminal.Opened(typed)
            : ModelFolder.Find(terminal.Environment, terminal.WorkingFolder) ?? throw new CouldNotRunException("--to", "nothing says where models are kept", $"--to FOLDER, or {ModelFolder.Variable}");
        string? key = ServerKey.Of(request.KeyEnv, terminal);
        using var stop = new CancellationTokenSource();
        using IDisposable listening = terminal.OnStopSignal(stop.Cancel);
        var view = new PullView(terminal, request.Json);
        try
        {
            bool fetched = false;
            foreach (WantedFile file in files) fetched |= await FetchAsync(file, folder, key, request.Again, view, stop.Token);
            Tell(Path.Combine(folder, files[0].Name), fetched, request, view);
            return ExitCode.Done;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            view.Erase();
            terminal.Error.WriteLine($"stopped; what came is kept, and the same command goes on: {terminal.Typed}");
            return ExitCode.DoneWithFindings;
        }
    }

    /// <returns>False when the file was here already.</returns>
    private async Task<bool> FetchAsync(WantedFile file, string folder, string? key, bool again, PullView view, CancellationToken ct)
    {
        string path = Path.Combine(folder, file.Name);
        if (!again && File.Exists(path))
        {
            await CheckHereAsync(file, path, ct);
            return false;
        }
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = ConnectLimit };
        using var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        var downloader = new Downloader(new FileRequest(http, key), terminal.Time, view, FreeBytes);
        if (await downloader.FetchAsync(file, folder, ct) is { } failure)
        {
            view.Erase();
            throw new CouldNotRunException(failure.Place, failure.What, failure.Allowed);
        }
        return true;
    }

    private static async Task CheckHereAsync(WantedFile file, string path, CancellationToken ct)
    {
        if (file.Sha256 is not { } expected) return;
        await using FileStream stream = File.OpenRead(path);
        string here = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, ct));
        if (here != expected) throw new CouldNotRunException(path, $"a file of this name is here with the SHA-256 {here}, and {expected} is wanted", "--again to fetch it anew, or --name NAME to call it otherwise");
    }

    private void Tell(string path, bool fetched, PullRequest request, PullView view)
    {
        try
        {
            ModelFile model = ModelFile.Read(path);
            view.Finished(model.Name, path, wasHere: !fetched);
            if (request.Json) return;
            bool byName = ModelLibrary.Of(terminal).Find(model.Name) == path;
            string called = byName ? model.Name : terminal.Shown(path);
            terminal.Out.WriteLine($"{(fetched ? "pulled" : "here already:")} {model.Name}, {Amounts.Bytes(model.Bytes)}, {model.Quantisation}: {path}");
            terminal.Out.WriteLine($"  {terminal.CommandLineOf(["models", "show", called])}");
            terminal.Out.WriteLine($"  {terminal.CommandLineOf(model.IsEmbedding ? ["engine", "serve", called] : ["chat", called])}");
        }
        catch (EngineException unfit)
        {
            throw new CouldNotRunException(Place, unfit.Message.TrimEnd('.'));
        }
    }

    private static long FreeBytes(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception problem) when (problem is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return long.MaxValue; // not told for this kind of disk: then writing will tell
        }
    }
}

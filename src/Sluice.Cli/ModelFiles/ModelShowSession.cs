using Sluice.Cli.Commands;
using Sluice.Cli.Planning;
using Sluice.Cli.Problems;
using Sluice.Cli.Schemas;
using Sluice.Cli.Terminals;
using Sluice.Engine;

namespace Sluice.Cli.ModelFiles;

/// <summary><c>sluice models show</c>: of a GGUF file what is in it and what it takes here; of a name of the catalog its figures.</summary>
internal sealed class ModelShowSession(Terminal terminal)
{
    private const string Place = "models show";
    private const string Ending = ".gguf";

    public int Run(ShowRequest request)
    {
        if (FileOf(request.Name) is not { } path) return new CatalogSession(terminal, Place).Show(request);

        ModelFile file = Read(path);
        bool onHardware = request.Hardware is not null || request.Precision is not null || request.Devices is not null;
        if (onHardware) return new CatalogSession(terminal, Place).Show(request with { Name = path });
        int context = request.Context ?? CatalogSession.DefaultContext, concurrency = request.Concurrency ?? 1;
        KvType type = request.KvType is { } named ? KvTypes.ByName[named] : KvType.F16;
        long memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (request.Json)
        {
            terminal.Out.WriteLine(JsonLine.Of(json =>
            {
                ModelFileJson.Write(json, file);
                ModelFileJson.WriteMemory(json, file, context, concurrency, type, memory);
            }));
            return ExitCode.Done;
        }
        ModelFilePage.Write(terminal.Out, file, context, concurrency, type, memory);
        terminal.Out.WriteLine();
        terminal.Out.WriteLine($"on other machines: {terminal.CommandLineOf([.. terminal.Arguments, "--hardware", "dgx-spark"])}");
        return ExitCode.Done;
    }

    /// <summary>A path that is there, or one that can only be meant as one; else a model of this machine, unless the catalog has the name.</summary>
    private string? FileOf(string typed)
    {
        string path = terminal.Opened(typed);
        if (typed.EndsWith(Ending, StringComparison.OrdinalIgnoreCase)) return Path.Exists(path) ? path : ModelLibrary.Of(terminal).Find(typed) ?? path;
        return !Path.Exists(path) ? ModelLibrary.Of(terminal).Find(typed) : IsText(path) ? null : path;
    }

    // A model by another name, or weights of another kind: the reader of models tells which.
    private static bool IsText(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            Span<byte> first = stackalloc byte[512];
            return file.Read(first) is var count && !first[..count].Contains((byte)0);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return true; // whoever reads it as text tells what is wrong
        }
    }

    private static ModelFile Read(string path)
    {
        try
        {
            return ModelFile.Read(path);
        }
        catch (EngineException unfit)
        {
            throw new CouldNotRunException(Place, unfit.Message.TrimEnd('.'));
        }
    }
}

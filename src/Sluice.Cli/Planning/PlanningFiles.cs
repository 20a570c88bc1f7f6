using Sluice.Catalog;
using Sluice.Cli.Problems;
using Sluice.Cli.Terminals;
using Sluice.Twin.Calibrating;
using Sluice.Twin.Serving.Faults;

namespace Sluice.Cli.Planning;

/// <summary>The files that planning commands read, from the folder the command was typed in.</summary>
internal sealed class PlanningFiles(Terminal terminal, string command)
{
    private const string ExistingFolder = "a file in a folder that exists";

    /// <summary>Tables and calibrations larger than this are refused; the largest of ours is under 20 kB.</summary>
    private const long MaxBytes = 16 * 1024 * 1024;

    public CatalogIndex Catalog(string? folder)
    {
        if (folder is null) return CatalogIndex.Load();
        string path = terminal.Opened(folder);
        if (!Directory.Exists(path)) throw new CouldNotRunException("--catalog", $"there is no folder '{folder}'", "a folder with *.yaml entries");
        return CatalogIndex.Load(path);
    }

    public Calibration? Calibration(string? file) => file is null ? null : CalibrationFile.Read(file, Text("--calibration", file));

    public FaultScript Faults(string option, string file) => FaultScriptFile.Read(file, Text(option, file));

    public IReadOnlyList<Cell> Cells(string option, string file) => CellFile.Read(file, Text(option, file));

    /// <summary>A name of the catalog as it is; the path of an entry, config or GGUF from where the command was typed.</summary>
    public string NameOrPath(string typed) => File.Exists(terminal.Opened(typed)) ? terminal.Opened(typed) : typed;

    /// <summary>Said before the work whose result the file is to hold.</summary>
    public void Check(string option, string file)
    {
        string path = terminal.Opened(file);
        if (Path.GetDirectoryName(path) is { } parent && !Directory.Exists(parent)) throw new CouldNotRunException(option, $"'{file}' is in a folder that does not exist", ExistingFolder);
        Writable.Check(option, file, path, ExistingFolder);
    }

    public void Write(string option, string file, string text)
    {
        Check(option, file);
        WholeFile.Write(option, file, terminal.Opened(file), text, ExistingFolder);
        terminal.Error.WriteLine($"{command}: wrote {file}");
    }

    private string Text(string option, string file)
    {
        var info = new FileInfo(terminal.Opened(file));
        if (!info.Exists) throw new CouldNotRunException(option, $"there is no file '{file}'", "a file that exists");
        if (info.Length > MaxBytes) throw new CouldNotRunException(option, $"'{file}' has {info.Length} bytes", $"at most {MaxBytes}");
        return File.ReadAllText(info.FullName);
    }
}

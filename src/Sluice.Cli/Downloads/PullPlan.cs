using System.Globalization;
using System.Text.RegularExpressions;
using Sluice.Cli.Configuration;
using Sluice.Cli.Problems;
using Sluice.Cli.Terminals;

namespace Sluice.Cli.Downloads;

/// <summary>What to fetch for a request, before any server is asked.</summary>
internal static partial class PullPlan
{
    /// <summary>Names a list of models instead of the one that came with Sluice.</summary>
    public const string ListVariable = "SLUICE_MODEL_LIST";

    /// <summary>Stands for the base URL of the list, for a mirror.</summary>
    public const string BaseUrlVariable = "SLUICE_MODEL_URL";

    /// <summary>The list that came with Sluice.</summary>
    public const string BundledList = "models/list.yaml";

    private const string Place = "models pull";
    private const string Ending = ".gguf";

    public static IReadOnlyList<WantedFile> Of(PullRequest request, Terminal terminal)
    {
        string? hash = request.Sha256?.ToLowerInvariant();
        if (hash is not null && !DownloadList.Hash.IsMatch(hash)) throw new CouldNotRunException("--sha256", $"'{request.Sha256}' is no SHA-256", "64 hexadecimal digits");
        IReadOnlyList<WantedFile> files = request.Model.Contains("://", StringComparison.Ordinal) ? OfUrl(request, hash) : OfName(request, hash, terminal);
        foreach (WantedFile file in files)
        {
            if (!PlainName.IsMatch(file.Name) || !file.Name.EndsWith(Ending, StringComparison.OrdinalIgnoreCase))
                throw new CouldNotRunException(Place, $"'{file.Name}' cannot be the name of a model file", "letters, digits and . _ - + and an ending of .gguf; --name NAME gives another");
        }
        return files;
    }

    private static IReadOnlyList<WantedFile> OfUrl(PullRequest request, string? hash)
    {
        if (!PullUrl.TryRead(request.Model, out Uri? url)) throw new CouldNotRunException(Place, $"'{request.Model}' is no address", PullUrl.Allowed);
        url = PullUrl.OfFile(url);
        string name = PullUrl.FileNameOf(url);
        Match split = Split.Match(name);
        if (!split.Success) return [new WantedFile(url, Named(request.Name, name), hash, null)];

        int count = int.Parse(split.Groups["count"].Value, CultureInfo.InvariantCulture);
        if (count is 0 or > 1024) throw new CouldNotRunException(Place, $"'{name}' says that it is one of {count} files", "1 to 1024");
        if (hash is not null && count > 1) throw new CouldNotRunException("--sha256", $"cannot stand for {count} files", "a list of models, which has a hash for each");
        return [.. Enumerable.Range(1, count).Select(part => Part(url, name, split, part, request.Name))];
    }

    private static WantedFile Part(Uri url, string name, Match split, int part, string? asked)
    {
        string number = string.Create(CultureInfo.InvariantCulture, $"-{part:D5}-of-{split.Groups["count"].Value}{Ending}");
        string stem = name[..split.Index];
        string path = url.AbsolutePath[..url.AbsolutePath.LastIndexOf('/')] + "/" + Uri.EscapeDataString(stem + number);
        return new WantedFile(new UriBuilder(url) { Path = path }.Uri, (asked is null ? stem : WithoutEnding(asked)) + number, null, null);
    }

    private static IReadOnlyList<WantedFile> OfName(PullRequest request, string? hash, Terminal terminal)
    {
        DownloadList list = ListOf(request, terminal);
        if (list.Find(request.Model) is not { } files)
        {
            throw new CouldNotRunException(Place, $"{list.Shown} has no model '{request.Model}'{Nearest.Hint(request.Model, list.Names)}",
                $"{string.Join(", ", list.Names)}{(list.Names.Count > 0 ? ", or " : "")}the URL of a GGUF file; --list FILE names another list");
        }
        Uri? baseUrl = BaseUrlOf(request, terminal) ?? list.BaseUrl;
        return [.. files.Select(file => new WantedFile(Under(baseUrl, file, list), file.Name ?? FileName(file.Path), hash ?? file.Sha256, file.Bytes))];
    }

    private static string FileName(string path) => path[(path.LastIndexOf('/') + 1)..].Split('?')[0];

    private static Uri Under(Uri? baseUrl, ListedFile file, DownloadList list)
    {
        if (PullUrl.TryRead(file.Path, out Uri? whole)) return whole;
        if (baseUrl is null) throw new CouldNotRunException(list.Shown, "the list has no base_url", $"base_url in the list, --base-url URL, or {BaseUrlVariable}");
        return new Uri(baseUrl.ToString().TrimEnd('/') + "/" + file.Path.TrimStart('/'));
    }

    private static Uri? BaseUrlOf(PullRequest request, Terminal terminal)
    {
        (string? text, string place) = request.BaseUrl is { } typed ? (typed, "--base-url") : (terminal.Environment(BaseUrlVariable), BaseUrlVariable);
        if (string.IsNullOrEmpty(text)) return null;
        return PullUrl.TryRead(text, out Uri? url) ? url : throw new CouldNotRunException(place, $"'{text}' is no address", PullUrl.Allowed);
    }

    public static DownloadList ListOf(PullRequest request, Terminal terminal)
    {
        if ((request.List ?? terminal.Environment(ListVariable)) is { Length: > 0 } named) return DownloadList.Read(terminal.Opened(named), named);
        return DownloadList.Read(Path.Combine(SluiceHome.Find(terminal.Environment, terminal.ExecutableFolder), BundledList), BundledList);
    }

    private static string Named(string? asked, string name) => asked is null ? name : WithoutEnding(asked) + Ending;

    private static string WithoutEnding(string name) => name.EndsWith(Ending, StringComparison.OrdinalIgnoreCase) ? name[..^Ending.Length] : name;

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._+-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex PlainName { get; }

    [GeneratedRegex(@"-\d{5}-of-(?<count>\d{5})\.gguf$", RegexOptions.CultureInvariant)]
    private static partial Regex Split { get; }
}

using System.Text.Json;
using System.Text.RegularExpressions;
using Sluice.Cli.ModelFiles;
using Sluice.Pipeline.Asking.Forms;
using Sluice.Pipeline.Backends;
using Sluice.Protocol.Client;
using YamlDotNet.RepresentationModel;

namespace Sluice.Cli.Configuration.Reading;

/// <summary>Reads one entry of <c>backends</c>.</summary>
/// <param name="folder">Relative paths of models start here: the folder of the configuration file.</param>
internal sealed partial class BackendReader(Placeholders placeholders, ModelLibrary models, string folder)
{
    /// <summary>Null when the entry is too wrong to name a backend; the problems are in the map's list then.</summary>
    public BackendConfig? Read(string name, ConfigMap map)
    {
        if (map.Find("twin") is { } twin)
        {
            map.Problems.Add(twin, $"'{map.PathOf("twin")}': backends of kind 'twin' are not there yet in this version of Sluice", "url, engine");
            return null;
        }
        switch (map.Find("url"), map.Find("engine"))
        {
            case (not null, null):
                map.Refuse(ConfigKeys.RemoteBackend);
                return ReadRemote(name, map);
            case (null, not null):
                map.Refuse(ConfigKeys.EmbeddedBackend);
                return ReadEmbedded(name, map);
            case (not null, not null):
                map.Problems.Add(map.Node, $"'{map.Path}' has both 'url' and 'engine'", "one of them");
                return null;
            default:
                map.Refuse([.. ConfigKeys.RemoteBackend.Union(ConfigKeys.EmbeddedBackend)]);
                map.Problems.Add(map.Node, $"'{map.Path}' says neither where a server is nor which model to load", "url, engine");
                return null;
        }
    }

    private BackendConfig.Remote? ReadRemote(string name, ConfigMap map)
    {
        Uri? url = null;
        if (map.Text("url") is { } text && !BaseUrl.TryRead(text, out url))
            map.Problems.Add(map.Find("url")!, $"'{map.PathOf("url")}' {BaseUrl.Wrong(text)}", BaseUrl.Allowed);
        Secret? key = ReadKey(map);
        IReadOnlyDictionary<string, string>? headers = ReadHeaders(map);
        IReadOnlyDictionary<string, JsonElement>? extraBody = ReadExtraBody(map);
        AnswerForm? form = ReadForm(map);
        BackendPrice? price = ReadPrice(map);
        int? requests = map.WholeNumber("requests_per_minute", 1, int.MaxValue);
        int? tokens = map.WholeNumber("tokens_per_minute", 1, int.MaxValue);
        return url is null ? null : new BackendConfig.Remote(name, url)
        {
            Key = key,
            Headers = headers,
            ExtraBody = extraBody,
            Form = form,
            Price = price,
            RequestsPerMinute = requests,
            TokensPerMinute = tokens,
            Curve = ReadCurve(map),
        };
    }

    private static AnswerForm? ReadForm(ConfigMap map)
    {
        if (map.Text("structured_output") is not { } name || name == "auto") return null;
        if (AnswerForms.Find(name) is { } form) return form;
        map.Problems.Add(map.Find("structured_output")!, $"'{map.PathOf("structured_output")}' is '{name}'", AnswerForms.Allowed);
        return null;
    }

    private static BackendPrice? ReadPrice(ConfigMap map)
    {
        if (map.Map("price") is not { } price) return null;
        price.Refuse(ConfigKeys.Price);
        foreach (string key in ConfigKeys.Price.Where(key => price.Find(key) is null)) price.Problems.Add(price.Node, $"'{price.PathOf(key)}' is missing", "USD per million tokens");
        return new BackendPrice(price.Amount("input") ?? 0, price.Amount("output") ?? 0);
    }

    private Secret? ReadKey(ConfigMap map)
    {
        if (map.Text("key") is not { } text) return null;
        YamlNode at = map.Find("key")!;
        if (!Placeholders.IsOne(text))
        {
            map.Problems.Add(at, $"'{map.PathOf("key")}' holds a key in plain sight; name the place it comes from", Placeholders.Allowed);
            return null;
        }
        string? value = placeholders.Fill(text, wrong => map.Problems.Add(at, $"'{map.PathOf("key")}': {wrong}"));
        return value is null ? null : new Secret(value);
    }

    private Dictionary<string, string>? ReadHeaders(ConfigMap map)
    {
        if (map.Map("headers") is not { } headers) return null;
        var read = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, YamlNode at, YamlNode value) in headers.Entries())
        {
            string path = headers.PathOf(name);
            if (name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)) map.Problems.Add(at, $"'{path}' describes the body, which Sluice writes itself", "any header but Content-…");
            else if (!HeaderName.IsMatch(name)) map.Problems.Add(at, $"'{path}' cannot be the name of a header", "letters, digits and -");
            else if (value is not YamlScalarNode { Value: { } text }) map.Problems.Add(value, $"'{path}' is {ConfigMap.Shown(value)}", "a text");
            else if (!text.All(letter => letter is >= ' ' and <= '~')) map.Problems.Add(value, $"'{path}' holds a character that a header cannot carry", "one line of ASCII letters, digits and signs");
            else if (placeholders.Fill(text, wrong => map.Problems.Add(value, $"'{path}': {wrong}")) is { } filled) read[name] = filled;
        }
        return read;
    }

    private static Dictionary<string, JsonElement>? ReadExtraBody(ConfigMap map)
    {
        if (map.Map("extra_body") is not { } extra) return null;
        var read = new Dictionary<string, JsonElement>();
        foreach ((string name, YamlNode at, YamlNode value) in extra.Entries())
        {
            if (ConfigKeys.OwnBodyFields.Contains(name))
                map.Problems.Add(at, $"'{extra.PathOf(name)}' is a field that Sluice writes itself", $"any field but {string.Join(", ", ConfigKeys.OwnBodyFields)}");
            else if (YamlToJson.Convert(value) is { } json) read[name] = json;
            else map.Problems.Add(value, $"'{extra.PathOf(name)}' cannot be written as JSON", "up to 32 levels of lists and mappings with text keys");
        }
        return read;
    }

    private BackendConfig.Embedded? ReadEmbedded(string name, ConfigMap map)
    {
        int? parallel = map.WholeNumber("parallel", 1, EngineLimits.MostParallel);
        int? context = map.WholeNumber("context", EngineLimits.LeastContext, EngineLimits.MostContext);
        int? threads = map.WholeNumber("threads", 1, EngineLimits.MostThreads);
        if (map.Text("engine") is not { } text) return null;

        string path = Path.GetFullPath(Path.Combine(folder, text));
        if (!File.Exists(path)) path = models.Find(text) ?? path;
        if (!File.Exists(path))
        {
            map.Problems.Add(map.Find("engine")!, $"'{map.PathOf("engine")}': there is no file {path}", "the path of a GGUF file, from the folder of this file, or a name that `sluice models` lists");
            return null;
        }
        return new BackendConfig.Embedded(name, path) { Parallel = parallel, ContextTokens = context, Threads = threads, Curve = ReadCurve(map) };
    }

    /// <summary>Not looked at here: a bench that the same file describes may be about to write it.</summary>
    private string? ReadCurve(ConfigMap map) => map.Text("curve") is { } text ? Path.GetFullPath(Path.Combine(folder, text)) : null;

    [GeneratedRegex("^[A-Za-z0-9-]+$", RegexOptions.CultureInvariant)]
    private static partial Regex HeaderName { get; }
}

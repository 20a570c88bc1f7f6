using Sluice.Cli.Problems;
using YamlDotNet.RepresentationModel;

namespace Sluice.Cli.Configuration.Reading;

/// <summary>Reads one entry of <c>models</c>, against the backends named in the file (wrong ones included).</summary>
internal static class ModelReader
{
    public static ModelConfig Read(string name, ConfigMap map, IReadOnlyCollection<string> backends)
    {
        map.Refuse(ConfigKeys.Model);
        const string Allowed = "a list such as [{ backend: NAME, as: MODEL }]";
        List<ModelPlace> places = [];
        switch (map.Find("on"))
        {
            case YamlSequenceNode { Children.Count: > 0 } list:
                for (int i = 0; i < list.Children.Count; i++)
                {
                    if (map.AsMap(list.Children[i], $"{map.PathOf("on")}[{i}]") is { } item
                        && ReadPlace(item, backends) is { } place) places.Add(place);
                }
                break;
            case null: map.Problems.Add(map.Node, $"'{map.Path}' names no backend: 'on' is missing", Allowed); break;
            case { } other: map.Problems.Add(other, $"'{map.PathOf("on")}' is {(other is YamlSequenceNode ? "an empty list" : ConfigMap.Shown(other))}", Allowed); break;
        }
        return new ModelConfig(name, places);
    }

    private static ModelPlace? ReadPlace(ConfigMap map, IReadOnlyCollection<string> backends)
    {
        map.Refuse(ConfigKeys.Place);
        string? served = map.Text("as");
        if (map.Find("backend") is null) map.Problems.Add(map.Node, $"'{map.Path}' names no backend", string.Join(", ", backends));
        if (map.Text("backend") is not { } backend) return null;
        if (backends.Contains(backend)) return new ModelPlace(backend, served);

        map.Problems.Add(map.Find("backend")!, $"'{map.PathOf("backend")}': unknown backend '{backend}'{Nearest.Hint(backend, backends)}", string.Join(", ", backends));
        return null;
    }
}

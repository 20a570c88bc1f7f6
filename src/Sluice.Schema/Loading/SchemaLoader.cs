using System.Text.Json;
using Sluice.Schema.Loading.Dialects;
using Sluice.Schema.Values;

namespace Sluice.Schema.Loading;

/// <summary>Reads a schema document, and those it refers to, into a graph of nodes. One loader loads one schema.</summary>
internal sealed class SchemaLoader(SchemaOptions options)
{
    readonly SchemaResources resources = new(options);
    readonly Queue<PendingReference> pending = new();
    readonly List<SchemaNode> nodes = [];

    public SchemaOptions Options => options;

    public static SchemaNode Load(JsonElement schema, SchemaOptions options)
    {
        var loader = new SchemaLoader(options);
        var root = loader.CompileDocument("", schema.Clone(), Drafts.Draft202012);
        while (loader.pending.TryDequeue(out var reference))
            reference.Found(loader.Resolve(reference));
        InPlaceLoops.Refuse(loader.nodes);
        root.Resource.Loaded = loader.nodes;
        return root;
    }

    /// <summary>Reads one subschema with all that is in it.</summary>
    public SchemaNode Compile(SchemaNode parent, string step, JsonElement source) => Compile(parent, step, source, parent.Resource);

    public void Defer(SchemaNode node, string path, string reference, Action<ResolvedReference> found) =>
        pending.Enqueue(new PendingReference(node.Resource, path, reference, found));

    SchemaNode CompileDocument(string address, JsonElement source, SchemaDialect dialect)
    {
        if (JsonText.FirstFlaw(source) is var (pointer, message))
            throw new SchemaException(address + "#" + pointer, message);
        var resource = new SchemaResource { Address = address, Dialect = dialect };
        var root = Compile(null, address + "#", source, resource);
        resources.Add(address, root);
        return root;
    }

    SchemaNode Compile(SchemaNode? parent, string step, JsonElement source, SchemaResource resource)
    {
        var path = () => parent is null ? step : parent.Path + "/" + step;
        if (source.ValueKind == JsonValueKind.Object)
            resource = Enter(resource, source, isDocument: parent is null, path);
        var node = new SchemaNode(parent, step, source, resource);
        if (resource.Root is null)
        {
            resource.Root = node;
            resources.Add(resource.Address, node);
        }

        parent?.AddChild(node);
        nodes.Add(node);
        switch (source.ValueKind)
        {
            case JsonValueKind.True or JsonValueKind.False:
                node.Always = source.ValueKind == JsonValueKind.True;
                break;
            case JsonValueKind.Object:
                ReadKeywords(node);
                break;
            default:
                throw new SchemaException(path(), $"a schema must be an object, true or false, but is {JsonPointer.Excerpt(source)}");
        }

        return node;
    }

    void ReadKeywords(SchemaNode node)
    {
        var dialect = node.Resource.Dialect;
        if (AnchorOf(node) is { Length: > 0 } anchor)
            node.Resource.Anchors.TryAdd(anchor, node);
        var onlyRef = IsHiddenByRef(node.Source, dialect);
        foreach (var member in node.Source.EnumerateObject())
        {
            // Definitions beside a $ref assert nothing, so they may be read: others refer to them.
            if (dialect.Keywords.TryGetValue(member.Name, out var read) && (!onlyRef || member.Name is "$ref" or "definitions"))
                read(new KeywordValue(this, node, member.Name, member.Value));
            else
                AnnotationKeywords.Keep(node, member.Name, member.Value);
        }
    }

    /// <summary>The resource that a schema belongs to: a new one when it has an address or is a document.</summary>
    SchemaResource Enter(SchemaResource outer, JsonElement source, bool isDocument, Func<string> path)
    {
        var dialect = outer.Dialect;
        if (source.TryGetProperty("$schema", out var metaSchema) && metaSchema.ValueKind == JsonValueKind.String && (isDocument || source.TryGetProperty("$id", out _) || source.TryGetProperty("id", out _)))
            dialect = DialectFinder.Find(metaSchema.GetString()!, path() + "/$schema", resources.Fetch);
        var address = AddressOf(source, outer.Address, dialect, isDocument, path);
        return isDocument || address is not null ? new SchemaResource { Address = address ?? outer.Address, Dialect = dialect } : outer;
    }

    /// <summary>The address that a schema gives itself, null when it gives none.</summary>
    static string? AddressOf(JsonElement source, string outer, SchemaDialect dialect, bool isDocument, Func<string> path)
    {
        if (!source.TryGetProperty(dialect.IdKeyword, out var id) || !isDocument && IsHiddenByRef(source, dialect))
            return null;
        var text = id.ValueKind == JsonValueKind.String ? id.GetString()! : throw new SchemaException($"{path()}/{dialect.IdKeyword}", $"\"{dialect.IdKeyword}\" must be a string, but is {JsonPointer.Excerpt(id)}");
        if (dialect.IdMayBeAnchor && text.StartsWith('#'))
            return null;
        var resolved = UriReference.Parse(outer).Resolve(UriReference.Parse(text));
        if (!string.IsNullOrEmpty(resolved.Fragment) && !dialect.IdMayBeAnchor)
            throw new SchemaException($"{path()}/{dialect.IdKeyword}", $"\"{dialect.IdKeyword}\" must be an address without a fragment, but is \"{text}\"");
        return resolved.Address;
    }

    /// <summary>The name that an old draft's id gives a schema, null when it gives none.</summary>
    static string? AnchorOf(SchemaNode node) =>
        node.Resource.Dialect is { IdMayBeAnchor: true } dialect && node.Source.TryGetProperty(dialect.IdKeyword, out var id) && id.ValueKind == JsonValueKind.String && !IsHiddenByRef(node.Source, dialect)
            ? UriReference.Parse(id.GetString()!).Fragment
            : null;

    static bool IsHiddenByRef(JsonElement source, SchemaDialect dialect) =>
        dialect.RefHidesSiblings && source.TryGetProperty("$ref", out var reference) && reference.ValueKind == JsonValueKind.String;

    ResolvedReference Resolve(PendingReference reference)
    {
        var uri = UriReference.Parse(reference.From.Address).Resolve(UriReference.Parse(reference.Text));
        var root = resources.Find(uri.Address, reference.Path)
            ?? CompileDocument(uri.Address, resources.Fetch(uri.Address) ?? throw new SchemaException(reference.Path, $"\"{reference.Text}\" leads to \"{uri.Address}\", which is not part of this schema and could not be fetched"), reference.From.Dialect);
        var fragment = Uri.UnescapeDataString(uri.Fragment ?? "");
        if (fragment.Length == 0)
            return new ResolvedReference(root, null);
        if (fragment[0] == '/')
            return new ResolvedReference(Follow(root, fragment, reference), null);
        return root.Resource.Anchors.TryGetValue(fragment, out var anchored)
            ? new ResolvedReference(anchored, fragment)
            : throw new SchemaException(reference.Path, $"\"{reference.Text}\" leads to no schema: nothing is named \"{fragment}\" there");
    }

    /// <summary>Follows a JSON pointer through known subschemas as far as it goes, then through the raw document: unknown keywords may hold schemas too.</summary>
    SchemaNode Follow(SchemaNode node, string pointer, PendingReference reference)
    {
        var tokens = pointer.Split('/')[1..];
        var at = 0;
        while (at < tokens.Length)
        {
            if (node.Child(tokens[at]) is { } one)
                (node, at) = (one, at + 1);
            else if (at + 1 < tokens.Length && node.Child(tokens[at] + "/" + tokens[at + 1]) is { } two)
                (node, at) = (two, at + 2);
            else
                break;
        }

        if (at == tokens.Length)
            return node;
        var rest = tokens[at..];
        var step = string.Join('/', rest);
        if (node.Child(step) is { } known)
            return known;
        var source = node.Source;
        foreach (var token in rest)
            source = Step(source, JsonPointer.Unescape(token))
                ?? throw new SchemaException(reference.Path, $"\"{reference.Text}\" leads to no schema: there is no \"{JsonPointer.Unescape(token)}\" on the way");
        return Compile(node, step, source);
    }

    static JsonElement? Step(JsonElement source, string token) => source.ValueKind switch
    {
        JsonValueKind.Object when source.TryGetProperty(token, out var member) => member,
        JsonValueKind.Array when int.TryParse(token, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var index) && index < source.GetArrayLength() => source[index],
        _ => null,
    };

    readonly record struct PendingReference(SchemaResource From, string Path, string Text, Action<ResolvedReference> Found);
}

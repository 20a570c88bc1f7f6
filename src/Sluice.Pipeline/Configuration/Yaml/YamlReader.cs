using Sluice.Pipeline.Configuration.Reading;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Sluice.Pipeline.Configuration.Yaml;

/// <summary>Reads YAML into a tree that knows its lines. Anchors, aliases, tags and further documents are refused: a pipeline has no use for them, and an alias can make a small file huge.</summary>
internal sealed class YamlReader
{
    const int MaxDepth = 64; // of mappings and lists within each other; a schema rarely passes 20

    readonly Parser parser;
    readonly ProblemList problems;

    YamlReader(string text, ProblemList problems)
    {
        parser = new Parser(new StringReader(text));
        this.problems = problems;
    }

    /// <summary>The mapping that the file is; null when it is something else or not YAML at all.</summary>
    public static YamlMap? Read(string text, ProblemList problems)
    {
        try
        {
            return new YamlReader(text, problems).ReadFile();
        }
        catch (YamlException e)
        {
            problems.Add(e.Start.Line, $"not YAML: {e.Message.TrimEnd('.')}");
            return null;
        }
    }

    YamlMap? ReadFile()
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
        {
            problems.Add(null, "the file is empty", "a pipeline with the keys name, input, steps and output");
            return null;
        }

        var root = ReadNode(0);
        parser.Consume<DocumentEnd>();
        if (parser.TryConsume<DocumentStart>(out var second)) problems.Add(second.Start.Line, "a second document begins here", "one document a file");
        if (root is YamlMap map) return map;

        problems.Add(root.Line, $"the file is {root.Shown}", "a mapping with the keys name, input, steps and output");
        return null;
    }

    YamlNode ReadNode(int depth)
    {
        if (depth > MaxDepth) throw new YamlException(parser.Current!.Start, parser.Current.End, $"more than {MaxDepth} levels within each other");

        switch (parser.Consume<NodeEvent>())
        {
            case Scalar scalar:
                Refuse(scalar);
                return new YamlScalar(scalar.Start.Line, scalar.Value, StyleOf(scalar));
            case SequenceStart start:
                Refuse(start);
                var items = new List<YamlNode>();
                while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(ReadNode(depth + 1));
                return new YamlList(start.Start.Line, items);
            case MappingStart start:
                Refuse(start);
                return ReadMap(start.Start.Line, depth);
            case var alias:
                problems.Add(alias.Start.Line, "an alias ('*name') stands here", "the value itself, written out");
                return new YamlScalar(alias.Start.Line, "", YamlStyle.Plain);
        }
    }

    YamlMap ReadMap(long line, int depth)
    {
        var entries = new List<YamlEntry>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode(depth + 1);
            var value = ReadNode(depth + 1);
            if (key is not YamlScalar { Text: var name }) problems.Add(key.Line, $"a key is {key.Shown}", "a word");
            else if (entries.Find(entry => entry.Key == name) is { } first) problems.Add(key.Line, $"'{name}' stands twice, first in line {first.Line}");
            else entries.Add(new YamlEntry(name, key.Line, value));
        }

        return new YamlMap(line, entries);
    }

    void Refuse(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty) problems.Add(node.Start.Line, $"an anchor ('&{node.Anchor}') stands here", "the value without it");
        if (!node.Tag.IsEmpty) problems.Add(node.Start.Line, $"a tag ('{node.Tag}') stands here", "the value without it");
    }

    static YamlStyle StyleOf(Scalar scalar) => scalar.Style switch
    {
        ScalarStyle.Plain => YamlStyle.Plain,
        ScalarStyle.Literal => YamlStyle.Literal,
        _ => YamlStyle.Quoted,
    };
}

using System.Text;
using Sluice.Schema;
using Sluice.Schema.Generation;

namespace Sluice.Tests.Schema.Generation;

public class InstanceGeneratorTests
{
    [Theory]
    [InlineData("""{"type": "integer", "minimum": 3, "exclusiveMaximum": 10, "multipleOf": 4}""")]
    [InlineData("""{"type": "number", "exclusiveMinimum": 0.1, "maximum": 0.11}""")]
    [InlineData("""{"type": "number", "multipleOf": 0.3, "minimum": 1e20}""")]
    [InlineData("""{"allOf": [{"multipleOf": 6}, {"multipleOf": 4}], "type": "integer", "minimum": 1, "maximum": 12}""")]
    [InlineData("""{"type": "string", "minLength": 40, "maxLength": 41}""")]
    [InlineData("""{"type": "string", "pattern": "^[A-Z]{2}-\\d{3,5}(x|yy)?$"}""")]
    [InlineData("""{"type": "string", "pattern": "^(?!ab)[a-c]{2}$", "minLength": 2}""")]
    [InlineData("""{"type": "string", "pattern": "^\\w*$", "minLength": 200}""")]
    [InlineData("""{"type": "array", "items": {"enum": [1, 2, 3]}, "uniqueItems": true, "minItems": 3}""")]
    [InlineData("""{"type": "array", "prefixItems": [{"type": "null"}], "items": {"type": "boolean"}, "minItems": 3}""")]
    [InlineData("""{"type": "array", "contains": {"const": "x"}, "minContains": 2, "maxContains": 3, "items": {"type": "string"}}""")]
    [InlineData("""{"type": "object", "minProperties": 3, "maxProperties": 4, "propertyNames": {"pattern": "^[a-z]{2}$"}}""")]
    [InlineData("""{"type": "object", "properties": {"a": true}, "patternProperties": {"^x": {"type": "null"}}, "additionalProperties": false, "minProperties": 3}""")]
    [InlineData("""{"type": "object", "required": ["a"], "dependentRequired": {"a": ["b"], "b": ["c"]}}""")]
    [InlineData("""{"oneOf": [{"type": "integer"}, {"type": "number", "maximum": 2}]}""")]
    [InlineData("""{"not": {"type": ["string", "object", "array"]}}""")]
    [InlineData("""{"type": "object", "properties": {"k": {"enum": ["a", "b"]}}, "required": ["k"], "if": {"properties": {"k": {"const": "a"}}}, "then": {"required": ["x"]}, "else": {"required": ["y"]}}""")]
    [InlineData("""{"$ref": "#/$defs/tree", "$defs": {"tree": {"type": "object", "required": ["children"], "properties": {"children": {"type": "array", "items": {"$ref": "#/$defs/tree"}}}}}}""")]
    [InlineData("""{"type": "object", "required": ["next"], "properties": {"next": {"anyOf": [{"$ref": "#"}, {"type": "null"}]}}}""")]
    [InlineData("""{"enum": [1, "a", null], "type": "string"}""")]
    public void Every_document_that_is_written_is_valid_and_one_is_found_each_time(string text)
    {
        var schema = JsonSchema.Parse(text);
        var generator = new InstanceGenerator(schema, new Random(1), new GenerationOptions { VarySpelling = true, ShuffleKeys = true });

        for (var i = 0; i < 50; i++)
        {
            Assert.True(generator.TryGenerate(out var document, out var obstacle), obstacle);
            Assert.Empty(schema.Validate(Encoding.UTF8.GetBytes(document)));
        }
    }

    [Fact]
    public void A_compiled_schema_writes_for_many_with_their_own_chances_and_texts()
    {
        var schema = JsonSchema.Parse("""{"type": "object", "properties": {"name": {"type": "string", "x-verbatim": true}, "n": {"type": "integer"}}, "required": ["name", "n"]}""");
        var compiled = new InstanceGenerator(schema, new Random(0));

        var shared = Enumerable.Range(1, 16).AsParallel().AsOrdered().Select(seed => Write(compiled.With(new Random(seed), $"source number {seed}"))).ToList();
        var alone = Enumerable.Range(1, 16).Select(seed => Write(new InstanceGenerator(schema, new Random(seed), new GenerationOptions { Source = $"source number {seed}" }))).ToList();

        Assert.Equal(alone, shared);

        static string Write(InstanceGenerator generator) => generator.TryGenerate(out var document, out var obstacle) ? document : obstacle;
    }

    [Fact]
    public void Rare_items_that_an_array_asks_for_do_not_make_it_long()
    {
        var schema = JsonSchema.Parse("""{"type": "array", "items": {"type": "array", "contains": {"type": "number", "multipleOf": 1100, "minimum": 1e6}}, "contains": {"contains": {"const": "needle"}}}""");
        var generator = new InstanceGenerator(schema, new Random(1), new GenerationOptions { VarySpelling = true, ShuffleKeys = true });

        for (var i = 0; i < 20; i++)
        {
            Assert.True(generator.TryGenerate(out var document, out var obstacle), obstacle);
            Assert.InRange(document.Length, 2, 5_000);
        }
    }

    [Theory]
    [InlineData("date-time")]
    [InlineData("date")]
    [InlineData("time")]
    [InlineData("duration")]
    [InlineData("email")]
    [InlineData("hostname")]
    [InlineData("ipv4")]
    [InlineData("ipv6")]
    [InlineData("uri")]
    [InlineData("uri-reference")]
    [InlineData("uri-template")]
    [InlineData("uuid")]
    [InlineData("json-pointer")]
    [InlineData("relative-json-pointer")]
    [InlineData("regex")]
    public void Asserted_formats_are_written(string format)
    {
        var schema = JsonSchema.Parse($$"""{"type": "string", "format": "{{format}}"}""", new SchemaOptions { AssertFormat = true });
        var generator = new InstanceGenerator(schema, new Random(2));

        for (var i = 0; i < 30; i++)
            Assert.True(generator.TryGenerate(out _, out var obstacle), obstacle);
    }

    [Theory]
    [InlineData("false", "#: no value")]
    [InlineData("""{"type": "integer", "minimum": 3, "maximum": 2}""", "no number")]
    [InlineData("""{"properties": {"a": false}, "required": ["a"], "type": "object"}""", "#/properties/a: no value")]
    [InlineData("""{"type": "array", "items": {"enum": [1, 2]}, "uniqueItems": true, "minItems": 3}""", "differs from the others")]
    [InlineData("""{"type": "object", "properties": {"a": {"$ref": "#"}}, "required": ["a"]}""", "40 deep")]
    [InlineData("""{"type": "string", "minLength": 1000000}""", "not written")]
    public void Where_no_document_is_found_the_obstacle_is_named(string text, string expected)
    {
        var generator = new InstanceGenerator(JsonSchema.Parse(text), new Random(3));

        Assert.False(generator.TryGenerate(out var document, out var obstacle));
        Assert.Null(document);
        Assert.Contains(expected, obstacle, StringComparison.Ordinal);
    }

    /// <summary>The walk through the machine cannot fail, so that every schema which the machine follows has documents.</summary>
    [Theory]
    [InlineData(41, false)]
    [InlineData(42, true)]
    public void Every_schema_that_the_machine_follows_has_valid_documents_of_a_sensible_size(int seed, bool free)
    {
        var schemas = new RandomSchemas(new Random(seed));
        var sizes = new List<int>();
        for (var i = 0; i < 200; i++)
        {
            var schema = JsonSchema.Parse(schemas.Next());
            if (!IsFollowed(schema))
                continue;
            var generator = new InstanceGenerator(schema, new Random(i), new GenerationOptions { VarySpelling = free, ShuffleKeys = free });
            for (var round = 0; round < 5; round++)
            {
                Assert.True(generator.TryGenerate(out var document, out var obstacle), $"{obstacle}: {schema.Root.Source}");
                Assert.Empty(schema.Validate(Encoding.UTF8.GetBytes(document)));
                sizes.Add(document.Length);
            }
        }

        sizes.Sort();
        Assert.InRange(sizes[sizes.Count / 2], 10, 400);
        Assert.InRange(sizes[^1], 100, 20_000);
    }

    [Fact]
    public void Without_a_text_verbatim_strings_are_any_strings_of_their_length()
    {
        var schema = JsonSchema.Parse("""{"type": "array", "items": {"type": "string", "x-verbatim": true, "minLength": 2, "maxLength": 5}, "minItems": 3, "uniqueItems": true}""");
        var generator = new InstanceGenerator(schema, new Random(8));

        for (var i = 0; i < 20; i++)
        {
            Assert.True(generator.TryGenerate(out var document, out var obstacle), obstacle);
            Assert.Empty(schema.Validate(Encoding.UTF8.GetBytes(document)));
        }
    }

    static bool IsFollowed(JsonSchema schema)
    {
        try
        {
            schema.CompileAnswer();
            return true;
        }
        catch (UnsupportedSchemaException)
        {
            return false;
        }
    }

    [Fact]
    public void The_same_seed_writes_the_same_documents()
    {
        var schema = JsonSchema.Parse(new RandomSchemas(new Random(4)).Next());

        Assert.Equal(Write(), Write());

        string Write() => new InstanceGenerator(schema, new Random(5)).TryGenerate(out var document, out var obstacle) ? document : obstacle;
    }

    [Fact]
    public void Verbatim_strings_are_taken_from_the_source()
    {
        const string Source = "Senior Engineer\nWe use C# and Rust.\n";
        var schema = JsonSchema.Parse("""{"type": "string", "x-verbatim": {"at": "line-start"}}""");
        var generator = new InstanceGenerator(schema, new Random(6), new GenerationOptions { Source = Source });

        for (var i = 0; i < 20; i++)
        {
            Assert.True(generator.TryGenerate(out var document, out var obstacle), obstacle);
            Assert.Contains('\n' + document.Trim('"'), '\n' + Source, StringComparison.Ordinal);
        }
    }

    /// <summary>Random schemas nearly always have a valid document; changed in one place it is often invalid. Both kinds must occur for tests built on this to mean something.</summary>
    [Fact]
    public void Random_schemas_have_valid_documents_and_changes_make_invalid_ones()
    {
        var random = new Random(7);
        var schemas = new RandomSchemas(random);
        var mutator = new DocumentMutator(random);
        var (found, broken) = (0, 0);
        for (var i = 0; i < 500; i++)
        {
            var text = schemas.Next();
            var schema = JsonSchema.Parse(text);
            if (!new InstanceGenerator(schema, random).TryGenerate(out var document, out _))
                continue;
            found++;
            Assert.Empty(schema.Validate(Encoding.UTF8.GetBytes(document)));
            if (schema.Validate(Encoding.UTF8.GetBytes(mutator.Mutate(document))).Count > 0)
                broken++;
        }

        Assert.InRange(found, 450, 500);
        Assert.InRange(broken, 150, found);
    }
}

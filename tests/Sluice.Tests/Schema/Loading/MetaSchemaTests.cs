using System.Text;
using Sluice.Schema;
using Sluice.Tests.Schema.Generation;
using Sluice.Tests.Schema.Suite;

namespace Sluice.Tests.Schema.Loading;

public class MetaSchemaTests
{
    /// <summary>
    /// The loader checks keywords by hand and the meta-schema says the same as a schema: on schemas of the suite, changed in one place,
    /// what the meta-schema rejects must be refused. (The other way round the loader knows more: references, expressions, loops.)
    /// </summary>
    [Fact]
    public void What_the_meta_schema_rejects_is_refused_at_load()
    {
        var meta = JsonSchema.Parse("""{"$ref": "https://json-schema.org/draft/2020-12/schema"}""");
        var mutator = new DocumentMutator(new Random(11));
        var rejected = 0;
        foreach (var schema in SuiteFile.Names("draft2020-12", "").SelectMany(file => SuiteFile.Read("draft2020-12", file).Schemas()))
            for (var i = 0; i < 4; i++)
            {
                var changed = mutator.Mutate(schema);
                if (meta.Validate(Encoding.UTF8.GetBytes(changed)) is not [var error, ..])
                    continue;
                rejected++;
                Assert.True(IsRefused(changed), $"{error}\n{changed}");
            }

        Assert.InRange(rejected, 200, int.MaxValue);
    }

    static bool IsRefused(string schema)
    {
        try
        {
            JsonSchema.Parse(schema, new SchemaOptions { Fetch = SuiteFile.Remote });
            return false;
        }
        catch (SchemaException)
        {
            return true;
        }
    }
}

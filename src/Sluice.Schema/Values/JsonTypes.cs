namespace Sluice.Schema.Values;

/// <summary>The seven type names of JSON Schema. <see cref="Number"/> alone also admits whole numbers when a schema names it.</summary>
[Flags]
public enum JsonTypes
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Integer = 4,
    Number = 8,
    String = 16,
    Array = 32,
    Object = 64,
    All = Null | Boolean | Integer | Number | String | Array | Object,
}

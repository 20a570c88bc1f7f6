using System.Text.Json;
using Sluice.Templates.Compiling;
using Sluice.Templates.Globals;
using Sluice.Templates.Json;
using Sluice.Templates.Lexing;
using Sluice.Templates.Parsing;
using Sluice.Templates.Running;
using Sluice.Templates.Syntax;
using Sluice.Templates.Values;

namespace Sluice.Templates;

/// <summary>A template of the Jinja language, read once and rendered any number of times, from any thread.</summary>
public sealed class Template
{
    /// <summary>Characters (UTF-16) a template may have; the longest of some seventy models' has about 17,000.</summary>
    public const int MaxLength = 256 * 1024;

    readonly TemplateSource source;
    readonly TemplateOptions options;
    readonly IReadOnlyList<Statement> statements;
    readonly CompiledTemplate compiled;

    Template(TemplateSource source, TemplateOptions options, IReadOnlyList<Statement> statements, CompiledTemplate compiled)
    {
        (this.source, this.options, this.statements, this.compiled) = (source, options, statements, compiled);
        Names = [.. compiled.Outside.Where(name => !GlobalTable.IsGlobal(name.Key)).Select(Place)];
    }

    /// <summary>The names the template reads from its variables, in the order they are met; functions of the environment are left out.</summary>
    public IReadOnlyList<TemplateName> Names { get; }

    /// <summary>What the template reads of one of its <see cref="Names"/>; empty when it reads nothing of that name.</summary>
    public IReadOnlyList<TemplatePath> PathsOf(string name) => Names.All(read => read.Name != name) ? [] : [.. MemberPaths.Of(statements, name).Select(Place)];

    /// <exception cref="TemplateException">The text is no template, or uses what is not supported; with its line and column.</exception>
    public static Template Parse(string text, TemplateOptions? options = null)
    {
        options ??= TemplateOptions.Chat;
        TemplateSource source = new(text);
        try
        {
            if (source.Text.Length > MaxLength)
                throw TemplateFault.Limit($"the template has {source.Text.Length} characters; {MaxLength} are allowed");
            var statements = TemplateParser.Parse(source, options);
            return new Template(source, options, statements, TemplateCompiler.Compile(source, statements));
        }
        catch (TemplateFault fault)
        {
            throw source.Error(fault.Kind, fault.Message, 0, fault);
        }
    }

    /// <param name="variables">A JSON object: its properties are the template's variables.</param>
    /// <exception cref="TemplateException">The template failed or refused; with the place where it did.</exception>
    public string Render(JsonElement variables, RenderLimits? limits = null) => variables.ValueKind == JsonValueKind.Object
        ? Render(name => variables.TryGetProperty(name, out var value) ? value : null, limits)
        : throw new ArgumentException("variables must be a JSON object", nameof(variables));

    /// <inheritdoc cref="Render(JsonElement, RenderLimits?)"/>
    public string Render(IReadOnlyDictionary<string, JsonElement> variables, RenderLimits? limits = null) =>
        Render(name => variables.TryGetValue(name, out var value) ? value : null, limits);

    /// <summary>The rendered text, and apart what its expressions printed, in order: what the text shows of the variables.</summary>
    /// <inheritdoc cref="Render(JsonElement, RenderLimits?)"/>
    public (string Text, IReadOnlyList<string> Printed) RenderWithPrinted(JsonElement variables, RenderLimits? limits = null)
    {
        if (variables.ValueKind != JsonValueKind.Object)
            throw new ArgumentException("variables must be a JSON object", nameof(variables));
        var (text, rendering) = Run(name => variables.TryGetProperty(name, out var value) ? value : null, limits, notesPrinted: true);
        return (text, rendering.Printed);
    }

    string Render(Func<string, JsonElement?> find, RenderLimits? limits) => Run(find, limits, notesPrinted: false).Text;

    (string Text, Rendering Rendering) Run(Func<string, JsonElement?> find, RenderLimits? limits, bool notesPrinted)
    {
        Rendering? rendering = null;
        try
        {
            var variables = compiled.Outside.Select(name => find(name.Key) is { } given ? JsonReading.ToValue(given) : GlobalTable.Find(name.Key));
            rendering = new Rendering(limits ?? RenderLimits.Default, options, [.. variables], notesPrinted);
            return (compiled.Run(rendering), rendering);
        }
        catch (TemplateFault fault)
        {
            throw source.Error(fault.Kind, fault.Message, rendering?.At ?? 0, fault);
        }
    }

    TemplatePath Place((IReadOnlyList<string> Members, int At) path)
    {
        var place = source.Error(TemplateErrorKind.Undefined, "", path.At);
        return new TemplatePath(path.Members, place.Line, place.Column);
    }

    TemplateName Place(KeyValuePair<string, int?> name)
    {
        var place = source.Error(TemplateErrorKind.Undefined, "", name.Value ?? 0);
        return new TemplateName(name.Key, place.Line, place.Column);
    }
}

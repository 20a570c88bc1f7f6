namespace Sluice.Templates;

/// <summary>Why a template could not be read or rendered. Most kinds stand for what Python raises in the same place.</summary>
public enum TemplateErrorKind
{
    /// <summary>The text is no template of this language; found when it is loaded.</summary>
    Syntax,

    /// <summary>The construct is part of Jinja but not of this interpreter; refused rather than rendered otherwise.</summary>
    Unsupported,

    /// <summary>Something undefined was used where it may not be.</summary>
    Undefined,

    /// <summary>An operation met a value of a type it does not take.</summary>
    Type,

    /// <summary>The type was right but the value was not: division by zero, a wrong number of items to unpack.</summary>
    Value,

    /// <summary>The template tried to change a list or dict, or to reach inside the interpreter.</summary>
    Security,

    /// <summary>An unknown filter or test was reached, or an attribute was set on something that is no namespace.</summary>
    Missing,

    /// <summary>Macros, expressions or values are nested too deeply.</summary>
    Recursion,

    /// <summary>The template itself refused, by <c>raise_exception</c>; the message is the template's own.</summary>
    Raised,

    /// <summary>A bound of <see cref="RenderLimits"/> was passed.</summary>
    Limit,
}

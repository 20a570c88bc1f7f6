namespace Sluice.Pipeline.Asking.Forms;

/// <summary>How a server is asked to hold its answers to a schema.</summary>
public enum AnswerForm
{
    /// <summary><c>response_format</c> with <c>json_schema</c>, as OpenAI, vLLM, SGLang and llama.cpp take it.</summary>
    ResponseFormat,

    /// <summary><c>structured_outputs: {json: …}</c> of vLLM since 0.12.</summary>
    StructuredOutputs,

    /// <summary><c>guided_json</c> of vLLM before 0.12.</summary>
    GuidedJson,

    /// <summary><c>json_schema</c> beside the messages, as llama.cpp takes it.</summary>
    JsonSchema,

    /// <summary>Not at all: the schema stands in the system message, and the model has to follow it by itself.</summary>
    Prompt,
}

using System.Text.Json;
using PolicyLayer.Core.Risk;

namespace PolicyLayer.Core.Tests.Risk;

/// <summary>Short ways to classify a tool.</summary>
internal static class Classified
{
    internal static ToolRisk Tool(string name, string description = "") =>
        ToolRiskClassifier.Classify(new ToolDescription(name, description));

    /// <summary>Classifies a tool as a server would list it.</summary>
    internal static ToolRisk Json(string tool)
    {
        Assert.True(ToolDescription.TryRead(JsonElement.Parse(tool), out var description));
        return ToolRiskClassifier.Classify(description);
    }

    /// <summary>A tool with these parameters.</summary>
    internal static ToolRisk With(string name, string description, params string[] parameters) => Json(
        $$"""
        { "name": "{{name}}", "description": "{{description}}", "inputSchema": { "type": "object", "properties": {
          {{string.Join(", ", parameters.Select(parameter => $"\"{parameter}\": {{ \"type\": \"string\" }}"))}} } } }
        """);
}

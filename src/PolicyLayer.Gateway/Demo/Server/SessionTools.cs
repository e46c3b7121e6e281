using System.ComponentModel;
using ModelContextProtocol.Server;

namespace PolicyLayer.Gateway.Demo.Server;

/// <summary>The tools of the demo's server that concern the whole set. Parameters carry the names that clients send.</summary>
[McpServerToolType]
internal sealed class SessionTools(LiveSet set)
{
    [McpServerTool(Name = "health_check", ReadOnly = true)]
    [Description("Tells whether the music program answers.")]
    internal static string CheckHealth() => "Live is ready";

    [McpServerTool(Name = "get_session_info", ReadOnly = true)]
    [Description("Tells how many tracks the set has, its tempo and its transport.")]
    internal string GetSessionInfo() => set.Describe();

    [McpServerTool(Name = "set_tempo", Destructive = false, Idempotent = true)]
    [Description("Sets the tempo of the set.")]
    internal string SetTempo([Description("Beats per minute.")] double tempo) => set.SetTempo(tempo);

    [McpServerTool(Name = "start_playback", Destructive = false, Idempotent = true)]
    [Description("Starts the transport.")]
    internal string StartPlayback() => set.Play();

    [McpServerTool(Name = "toggle_session_record", Destructive = false)]
    [Description("Switches session recording on or off.")]
    internal string ToggleSessionRecord() => set.ToggleRecord();

    [McpServerTool(Name = "export_audio", Destructive = false)]
    [Description("Renders the set to an audio file.")]
    internal string ExportAudio([Description("The file's name.")] string name) => $"Exported {set.Describe()} to {name}";
}

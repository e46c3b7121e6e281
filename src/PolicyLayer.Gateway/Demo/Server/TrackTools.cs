using System.ComponentModel;
using ModelContextProtocol.Server;

namespace PolicyLayer.Gateway.Demo.Server;

/// <summary>The tools of the demo's server that concern one track. Parameters carry the names that clients send.</summary>
[McpServerToolType]
internal sealed class TrackTools(LiveSet set)
{
    private const string Index = "The track's position, from 0.";
    private const string InsertAt = "Where to put it, from 0; -1 for the end.";

    [McpServerTool(Name = "get_track_info", ReadOnly = true)]
    [Description("Tells a track's name, volume and monitoring.")]
    internal string GetTrackInfo([Description(Index)] int track_index) => set.DescribeTrack(track_index);

    [McpServerTool(Name = "create_audio_track", Destructive = false)]
    [Description("Creates an audio track.")]
    internal string CreateAudioTrack([Description(InsertAt)] int index = -1) => set.AddTrack("Audio", index);

    [McpServerTool(Name = "create_midi_track", Destructive = false)]
    [Description("Creates a MIDI track.")]
    internal string CreateMidiTrack([Description(InsertAt)] int index = -1) => set.AddTrack("MIDI", index);

    [McpServerTool(Name = "set_track_name", Destructive = false, Idempotent = true)]
    [Description("Renames a track.")]
    internal string SetTrackName([Description(Index)] int track_index, [Description("The new name.")] string name) =>
        set.ChangeTrack(track_index, track => track.Name = name);

    [McpServerTool(Name = "set_track_volume", Destructive = false, Idempotent = true)]
    [Description("Sets a track's volume.")]
    internal string SetTrackVolume([Description(Index)] int track_index, [Description("0.0 to 1.0.")] double volume) =>
        set.ChangeTrack(track_index, track => track.Volume = volume);

    [McpServerTool(Name = "set_track_monitoring", Destructive = false, Idempotent = true)]
    [Description("Sets how a track's input is monitored.")]
    internal string SetTrackMonitoring(
        [Description(Index)] int track_index, [Description("in, auto or off.")] string monitoring) =>
        set.ChangeTrack(track_index, track => track.Monitoring = monitoring);

    [McpServerTool(Name = "delete_track", Destructive = true)]
    [Description("Deletes a track and everything on it.")]
    internal string DeleteTrack([Description(Index)] int track_index) => set.RemoveTrack(track_index);
}

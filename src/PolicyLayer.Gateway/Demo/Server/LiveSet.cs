using ModelContextProtocol;

namespace PolicyLayer.Gateway.Demo.Server;

/// <summary>What the demo's server works on: a small set of a music program, in memory. Safe for concurrent use.</summary>
internal sealed class LiveSet
{
    private readonly Lock _gate = new();
    private readonly List<Track> _tracks = [new("Drums"), new("Bass"), new("Vocals")];
    private double _tempo = 120;
    private bool _isPlaying;
    private bool _isRecording;

    internal string Describe()
    {
        lock (_gate)
        {
            var transport = _isPlaying ? "playing" : "stopped";
            var record = _isRecording ? ", recording" : "";
            return FormattableString.Invariant($"{_tracks.Count} tracks, {_tempo:0.##} BPM, {transport}{record}");
        }
    }

    internal string SetTempo(double tempo)
    {
        lock (_gate)
            _tempo = tempo;
        return FormattableString.Invariant($"Tempo is {tempo:0.##} BPM");
    }

    internal string Play()
    {
        lock (_gate)
            _isPlaying = true;
        return "Playing";
    }

    internal string ToggleRecord()
    {
        lock (_gate)
        {
            _isRecording = !_isRecording;
            return _isRecording ? "Recording is on" : "Recording is off";
        }
    }

    internal string AddTrack(string kind, int index)
    {
        lock (_gate)
        {
            var track = new Track($"{kind} {_tracks.Count + 1}");
            _tracks.Insert(index < 0 || index > _tracks.Count ? _tracks.Count : index, track);
            return $"Created {track.Name}";
        }
    }

    internal string RemoveTrack(int index)
    {
        lock (_gate)
        {
            var track = Find(index);
            _tracks.RemoveAt(index);
            return $"Deleted {track.Name}";
        }
    }

    internal string DescribeTrack(int index) => ChangeTrack(index, _ => { });

    /// <summary>Changes a track, and says how it is then.</summary>
    internal string ChangeTrack(int index, Action<Track> change)
    {
        lock (_gate)
        {
            var track = Find(index);
            change(track);
            return track.ToString();
        }
    }

    private Track Find(int index) => index >= 0 && index < _tracks.Count
        ? _tracks[index]
        : throw new McpException(FormattableString.Invariant($"There is no track {index}; tracks are 0 to {_tracks.Count - 1}."));
}

using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace PolicyLayer.Gateway.Scan;

/// <summary>
/// A mark in the environment of a process, which it hands on to all that it starts. By it they are found also when the process has
/// ended, and they are nobody's children any more. It is found on Linux alone. Immutable.
/// </summary>
internal sealed class ProcessMark
{
    private const string Variable = "POLICYLAYER_SCAN";

    private readonly string _value = Guid.NewGuid().ToString("N");

    internal void PutOn(ProcessStartInfo start) => start.Environment[Variable] = _value;

    /// <summary>Ends all that bear the mark. What has ended already, or belongs to another user, is passed over.</summary>
    internal void KillAll()
    {
        if (!OperatingSystem.IsLinux())
            return;

        // One that is killed may have started another after they were listed.
        var killed = new HashSet<int>();
        while (FindAll().Where(killed.Add).ToList() is { Count: > 0 } found)
            found.ForEach(Kill);
    }

    private IEnumerable<int> FindAll() => Directory.EnumerateDirectories("/proc")
        .Select(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var id) ? id : 0)
        .Where(id => id > 0 && IsOn(id));

    private bool IsOn(int id)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{id}/environ").AsSpan().IndexOf(Encoding.ASCII.GetBytes($"{Variable}={_value}")) >= 0;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It has ended meanwhile.
        }
    }
}

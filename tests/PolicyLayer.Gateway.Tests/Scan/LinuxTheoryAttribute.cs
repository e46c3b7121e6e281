namespace PolicyLayer.Gateway.Tests.Scan;

/// <summary>A theory about what only Linux can tell: which processes a server has left behind.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute()
    {
        if (!OperatingSystem.IsLinux())
            Skip = "Elsewhere what a server left behind cannot be found.";
    }
}

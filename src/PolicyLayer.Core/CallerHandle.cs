namespace PolicyLayer.Core;

internal sealed class CallerHandle;

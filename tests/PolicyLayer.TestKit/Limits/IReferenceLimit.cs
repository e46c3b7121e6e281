namespace PolicyLayer.TestKit.Limits;

/// <summary>A limit by its definition: plain, slow and exact, for one thread. Times are ticks of 100 ns.</summary>
public interface IReferenceLimit
{
    /// <summary>Changes the budget, from this time on.</summary>
    void Reload(long time, long max, long burst);

    ReferenceReading Read(long time, long utc, long cost);

    /// <summary>Charges without asking: whether there is room is what <see cref="Read"/> says.</summary>
    ReferenceCharge Charge(long time, long utc, long cost);

    /// <summary>A call has asked, whatever came of it.</summary>
    void See(long utc)
    {
    }

    void GiveBack(ReferenceCharge charge, long time, long utc);
}

"""Training of MSPFN networks; see README.md one folder up."""
import time

BEGIN = time.time()  # before PyTorch is imported, which takes seconds of a lent machine

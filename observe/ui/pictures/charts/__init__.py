"""Pictures: rows in plain values go in, an Altair chart comes out. No Streamlit; who may see what is settled.

In every picture shape, letters or place say what the colour says, so that it can be read in grey as well; what
is drawn can be seen on a light and on a dark page (`look`, whose test computes the contrast). The numbers stand
in the tooltips, and each page puts the same rows beside the picture as a table.
"""

--
-- PostgreSQL database dump
--

\restrict gyN2wxPzwXn0Ef4AnVNMxhTWfGkV3wNKsVBbqbkFH2Kk8gTkqDRhUSOvsVpWnlM

SET client_encoding = 'UTF8';
CREATE TABLE customer (id int PRIMARY KEY);
